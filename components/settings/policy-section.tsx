'use client';

import { t } from '@/words/say';
import { SettingSwitch } from './setting-switch';
import { SettingsSection } from './settings-section';

/** What coupons this casino issues, and to whom. */
export function PolicySection({ isReadOnly }: { isReadOnly: boolean }) {
  return (
    <SettingsSection id="promo-policy" title={t('settings.promoPolicy')} sentence={t('settings.promoPolicyMeans')}>
      <div className="grid gap-3 border-t px-5 py-4 max-sm:px-4">
        <SettingSwitch
          name="promoRequireExactMatch"
          hint={t('settings.promoRequireExactMatchMeans')}
          isReadOnly={isReadOnly}
        />
        <SettingSwitch
          name="promoAllowAnonymousIssuance"
          hint={t('settings.promoAllowAnonymousIssuanceMeans')}
          isReadOnly={isReadOnly}
        />
      </div>
    </SettingsSection>
  );
}
