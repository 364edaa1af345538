'use client';

import { ArrowRight } from 'lucide-react';
import { NavLink } from '@/components/ui/nav-link';
import { useCan } from '@/hooks/casino/me-context';
import { t } from '@/words/say';
import { SettingField } from './setting-field';
import { SettingsSection } from './settings-section';

/** How much may be given at the table. What players earn is set in the catalog. */
export function RewardsSection({ isReadOnly }: { isReadOnly: boolean }) {
  const canWriteCatalog = useCan('catalog.write');
  return (
    <SettingsSection id="rewards" title={t('settings.rewards')} sentence={t('settings.rewardsMeans')}>
      <div className="grid gap-4 border-t px-5 py-4 max-sm:px-4 sm:grid-cols-2">
        <SettingField
          name="rewardSoftCapPoints"
          unit={t('settings.unit_points')}
          hint={t('settings.rewardSoftCapPointsMeans')}
          isReadOnly={isReadOnly}
        />
        <SettingField
          name="rewardsPerStaffPerMinute"
          unit={t('settings.unit_perMinute')}
          hint={t('settings.rewardsPerStaffPerMinuteMeans')}
          isReadOnly={isReadOnly}
        />
        <SettingField
          name="compDebtLimitPoints"
          unit={t('settings.unit_belowZero')}
          hint={t('settings.compDebtLimitPointsMeans')}
          isReadOnly={isReadOnly}
        />
        <SettingField
          name="correctionDebtLimitPoints"
          unit={t('settings.unit_belowZero')}
          hint={t('settings.correctionDebtLimitPointsMeans')}
          isReadOnly={isReadOnly}
        />
        <SettingField
          name="rewardPresetPoints"
          unit={t('settings.unit_pointsList')}
          hint={t('settings.rewardPresetPointsMeans')}
          isReadOnly={isReadOnly}
          className="sm:col-span-2"
        />
      </div>
      {canWriteCatalog ? (
        <p className="border-t px-5 py-1.5 text-sm max-sm:px-4">
          <NavLink
            href="/catalog?view=earning"
            className="inline-flex min-h-11 items-center gap-1.5 font-semibold text-accent hover:underline"
          >
            {t('settings.earningIsInCatalog')}
            <ArrowRight aria-hidden className="size-4 shrink-0" />
          </NavLink>
        </p>
      ) : null}
    </SettingsSection>
  );
}
