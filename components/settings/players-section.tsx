'use client';

import { t } from '@/words/say';
import { SettingField } from './setting-field';
import { SettingsSection } from './settings-section';

/** Who may be enrolled, and what becomes of a visit that nobody ends. */
export function PlayersSection({ isReadOnly }: { isReadOnly: boolean }) {
  return (
    <SettingsSection
      id="players-and-visits"
      title={t('settings.playersAndVisits')}
      sentence={t('settings.playersAndVisitsMeans')}
    >
      <div className="grid gap-4 border-t px-5 py-4 max-sm:px-4 sm:grid-cols-2">
        <SettingField
          name="minimumAgeYears"
          unit={t('settings.unit_years')}
          hint={t('settings.minimumAgeYearsMeans')}
          isReadOnly={isReadOnly}
        />
        <SettingField
          name="autoEndVisitsAfterDays"
          unit={t('settings.unit_daysLater')}
          hint={t('settings.autoEndVisitsAfterDaysMeans')}
          isReadOnly={isReadOnly}
        />
      </div>
    </SettingsSection>
  );
}
