'use client';

import { Late, lateCode } from '@/components/ui/late';
import { t } from '@/words/say';
import { PointValueSkeleton } from './point-value-skeleton';
import { SettingsSection } from './settings-section';

const pointValuePanel = lateCode(async () => (await import('./point-value-panel')).PointValuePanel);

// Asked for together with the screen's own code: what it lists is read once it is here.
if (typeof window !== 'undefined') void pointValuePanel.fetch();

/** What points are worth in money: now, before, and from when on otherwise. */
export function PointValueSection() {
  return (
    <SettingsSection id="point-value" title={t('settings.pointValue')} sentence={t('settings.pointValueMeans')}>
      <Late code={pointValuePanel} props={{}} fallback={<PointValueSkeleton />} />
    </SettingsSection>
  );
}
