'use client';

import { SettingSwitch } from './setting-switch';
import { SettingsSection } from './settings-section';

/** What coupons this casino issues, and to whom. */
export function PolicySection({ isReadOnly }: { isReadOnly: boolean }) {
  return (
    <SettingsSection id="promo-policy" title="Promo policy" sentence="What coupons may be, and who may have one.">
      <div className="grid gap-3 border-t px-5 py-4 max-sm:px-4">
        <SettingSwitch
          name="promoRequireExactMatch"
          hint="A match-play coupon is refused when its required wager is not its face value."
          isReadOnly={isReadOnly}
        />
        <SettingSwitch
          name="promoAllowAnonymousIssuance"
          hint="Coupons may be issued without naming a player. Limits per player cannot hold for them."
          isReadOnly={isReadOnly}
        />
      </div>
    </SettingsSection>
  );
}
