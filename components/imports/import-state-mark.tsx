import { Check, CircleAlert, Columns3, Hourglass, Loader, type LucideIcon, Trash2, Unplug } from 'lucide-react';
import { Pill, type PillTone } from '@/components/ui/pill';
import { t } from '@/words/say';
import type { ImportState } from './import-words';

const LOOKS: Record<ImportState, { icon: LucideIcon; tone: PillTone }> = {
  reading: { icon: Loader, tone: 'neutral' },
  interrupted: { icon: Unplug, tone: 'warn' },
  mapping: { icon: Columns3, tone: 'warn' },
  checking: { icon: Loader, tone: 'neutral' },
  waiting: { icon: Hourglass, tone: 'neutral' },
  unusable: { icon: CircleAlert, tone: 'bad' },
  done: { icon: Check, tone: 'neutral' },
  discarded: { icon: Trash2, tone: 'neutral' },
};

/** Where an import stands, in words. */
export function ImportStateMark({ state }: { state: ImportState }) {
  const { icon: Icon, tone } = LOOKS[state];
  return (
    <Pill tone={tone} className="shrink-0">
      <Icon aria-hidden />
      {t(`imports.state_${state}`)}
    </Pill>
  );
}
