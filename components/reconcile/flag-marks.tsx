import {
  ArrowDown,
  ArrowUp,
  CalendarX,
  CircleHelp,
  Clock,
  Copy,
  Equal,
  type LucideIcon,
  TriangleAlert,
  UserSearch,
  Users,
  UserX,
} from 'lucide-react';
import { cn } from '@/components/ui/cn';
import type { ReconciliationFlag, ReconciliationItem } from '@/services/reconciliation/dtos';
import { t } from '@/words/say';
import { shownFlags } from './reconcile-model';

const ICONS: Record<ReconciliationFlag, LucideIcon> = {
  upgrade: ArrowUp,
  tier_conflict: ArrowDown,
  no_change: Equal,
  stale: Clock,
  unknown_freshness: TriangleAlert,
  missing_canonical: UserX,
  unknown_tier: CircleHelp,
  name_differs: UserSearch,
  birth_date_differs: CalendarX,
  duplicate_in_file: Copy,
  namesake: Users,
};
const TONES: Partial<Record<ReconciliationFlag, string>> = {
  upgrade: 'text-accent',
  stale: 'text-warn',
  unknown_freshness: 'text-warn',
  missing_canonical: 'text-warn',
  unknown_tier: 'text-warn',
  name_differs: 'text-warn',
  birth_date_differs: 'text-warn',
  duplicate_in_file: 'text-warn',
  namesake: 'text-warn',
};

/** A flag as icon and word; its colour says nothing that the word does not. */
export function FlagMark({ flag }: { flag: ReconciliationFlag }) {
  const Icon = ICONS[flag];
  return (
    <span className={cn('inline-flex items-center gap-1', TONES[flag] ?? 'text-muted')}>
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {t(`reconcile.flag_${flag}`)}
    </span>
  );
}

/** The flags of a row, as many as it has. */
export function FlagMarks({ item }: { item: ReconciliationItem }) {
  const flags = shownFlags(item);
  if (flags.length === 0) return null;
  return (
    <span className="flex flex-wrap gap-x-3 text-xs leading-5">
      {flags.map((flag) => (
        <FlagMark key={flag} flag={flag} />
      ))}
    </span>
  );
}
