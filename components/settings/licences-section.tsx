'use client';

import { FormSwitch } from '@/components/forms/form-fields';
import { t } from '@/words/say';
import { settingName } from './edited-settings';
import { SettingField } from './setting-field';
import { SettingsSection } from './settings-section';

/** When somebody is told that their gaming licence ends, and what becomes of it when it has. */
export function LicencesSection({ isReadOnly }: { isReadOnly: boolean }) {
  return (
    <SettingsSection id="gaming-licences" title={t('settings.licences')} sentence={t('settings.licencesMeans')}>
      <div className="grid gap-4 border-t px-5 py-4 max-sm:px-4">
        <FormSwitch
          name="stopsOnExpiredLicence"
          label={settingName('stopsOnExpiredLicence')}
          hint={t('settings.stopsOnExpiredLicenceMeans')}
          isDisabled={isReadOnly}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <SettingField
            name="licenceWarningDays"
            unit={t('settings.unit_daysBefore')}
            hint={t('settings.licenceWarningDaysMeans')}
            isReadOnly={isReadOnly}
          />
        </div>
      </div>
    </SettingsSection>
  );
}
