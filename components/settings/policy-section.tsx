'use client';

import { FormSwitch } from '@/components/forms/form-fields';
import { t } from '@/words/say';
import { settingName } from './edited-settings';
import { SettingsSection } from './settings-section';

const POLICIES = ['promoRequireExactMatch', 'promoAllowAnonymousIssuance'] as const;

/** What coupons this casino issues, and to whom. */
export function PolicySection({ isReadOnly }: { isReadOnly: boolean }) {
  return (
    <SettingsSection id="promo-policy" title={t('settings.promoPolicy')} sentence={t('settings.promoPolicyMeans')}>
      <div className="grid gap-3 border-t px-5 py-4 max-sm:px-4">
        {POLICIES.map((name) => (
          <FormSwitch
            key={name}
            name={name}
            label={settingName(name)}
            hint={t(`settings.${name}Means`)}
            isDisabled={isReadOnly}
          />
        ))}
      </div>
    </SettingsSection>
  );
}
