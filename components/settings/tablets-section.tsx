'use client';

import { t } from '@/words/say';
import { SettingField } from './setting-field';
import { SettingsSection } from './settings-section';

/** When a tablet that nobody touches asks who is there. */
export function TabletsSection({ isReadOnly }: { isReadOnly: boolean }) {
  return (
    <SettingsSection id="shared-tablets" title={t('settings.tablets')} sentence={t('settings.tabletsMeans')}>
      <div className="grid gap-4 border-t px-5 py-4 max-sm:px-4 sm:grid-cols-2">
        <SettingField
          name="idleLockMinutes"
          unit={t('settings.unit_minutes')}
          hint={t('settings.idleLockMinutesMeans')}
          isReadOnly={isReadOnly}
        />
      </div>
    </SettingsSection>
  );
}
