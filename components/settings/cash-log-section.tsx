'use client';

import { useMe } from '@/hooks/casino/me-context';
import { currencySymbol } from '@/lib/shared/format';
import { t } from '@/words/say';
import { SettingField } from './setting-field';
import { SettingsSection } from './settings-section';

/** From where on the cash log marks a patron's gaming day, and when a report is due. */
export function CashLogSection({ isReadOnly }: { isReadOnly: boolean }) {
  const { currency } = useMe().settings;
  const money = currencySymbol(currency);
  return (
    <SettingsSection id="cash-log" title={t('settings.cashLog')} sentence={t('settings.cashLogMeans')}>
      <div className="grid gap-4 border-t px-5 py-4 max-sm:px-4 sm:grid-cols-2">
        <SettingField
          name="watchlistFloorCents"
          unit={money}
          hint={t('settings.watchlistFloorCentsMeans')}
          isReadOnly={isReadOnly}
        />
        <SettingField
          name="ctrThresholdCents"
          unit={money}
          hint={t('settings.ctrThresholdCentsMeans')}
          isReadOnly={isReadOnly}
        />
        <SettingField
          name="nearCtrFirstPercent"
          unit={t('settings.unit_percentOfLine')}
          hint={t('settings.nearCtrMeans')}
          isReadOnly={isReadOnly}
        />
        <SettingField
          name="nearCtrSecondPercent"
          unit={t('settings.unit_percentOfLine')}
          hint={t('settings.nearCtrMeans')}
          isReadOnly={isReadOnly}
        />
      </div>
    </SettingsSection>
  );
}
