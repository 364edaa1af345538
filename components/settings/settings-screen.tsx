'use client';

import { Lock } from 'lucide-react';
import { useState } from 'react';
import { TrailLink } from '@/components/domain/trail-link';
import { errorText } from '@/components/ui/error-text';
import { Late, lateCode } from '@/components/ui/late';
import { ErrorState } from '@/components/ui/message-state';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { useCasinoSettings } from '@/hooks/casino/use-casino-settings';
import { t } from '@/words/say';
import { AuthoritySection } from './authority-section';
import { PointValueSection } from './point-value-section';
import { SettingsNav } from './settings-nav';
import { SettingsSkeleton } from './settings-skeleton';
import { WebhooksSection } from './webhooks-section';

const settingsForm = lateCode(async () => (await import('./settings-form')).SettingsForm);

// The form is what one comes for: its code is asked for together with the screen's own, not after it.
if (typeof window !== 'undefined') void settingsForm.fetch();

/** The casino's settings. A person who may not change them can read them. */
export function SettingsScreen() {
  const canEdit = useCan('settings.write');
  const canLimit = useCan('catalog.write');
  /** Where the form puts what stays in sight while the rest scrolls. */
  const [foot, setFoot] = useState<HTMLElement | null>(null);
  return (
    <div className="flex h-full flex-col">
      <div className="scroll-area relative min-h-0 flex-1 px-5 py-4 max-sm:px-3">
        <div className="mx-auto grid max-w-[1060px] gap-4 lg:grid-cols-[184px_minmax(0,1fr)] lg:gap-6">
          <SettingsNav />
          <div className="grid min-w-0 gap-4 pb-6">
            {canEdit ? null : (
              <p className="flex items-center gap-2 text-muted text-sm">
                <Lock aria-hidden className="size-4 shrink-0" />
                {t('settings.forReading')}
              </p>
            )}
            <CasinoTime />
            <TrailLink entity="casino_settings" />
            <EditableSettings foot={foot} />
            <PointValueSection />
            {canLimit ? <AuthoritySection /> : null}
            <WebhooksSection />
          </div>
        </div>
      </div>
      <div ref={setFoot} />
    </div>
  );
}

function EditableSettings({ foot }: { foot: HTMLElement | null }) {
  const settings = useCasinoSettings();
  if (settings.data) {
    return <Late code={settingsForm} props={{ settings: settings.data, foot }} fallback={<SettingsSkeleton />} />;
  }
  if (settings.isPending) return <SettingsSkeleton />;
  return (
    <ErrorState
      {...errorText(settings.error)}
      onRetry={() => void settings.refetch()}
      isRetrying={settings.isFetching}
    />
  );
}

/** What is fixed once a casino runs: every gaming day on record was cut by it. */
function CasinoTime() {
  const { casino, settings } = useMe();
  const { timeZone, gamingDayStart: start, currency } = settings;
  return (
    <p className="text-muted text-sm">
      <span className="font-semibold text-ink">{casino.name}</span> ·{' '}
      {t('settings.casinoFacts', { timeZone, start, currency })}
    </p>
  );
}
