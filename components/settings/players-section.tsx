'use client';

import { SettingField } from './setting-field';
import { SettingsSection } from './settings-section';

/** Who may be enrolled, and what becomes of a visit that nobody ends. */
export function PlayersSection({ isReadOnly }: { isReadOnly: boolean }) {
  return (
    <SettingsSection
      id="players-and-visits"
      title="Players and visits"
      sentence="Who may be enrolled, and when the house ends a visit that nobody did."
    >
      <div className="grid gap-4 border-t px-5 py-4 max-sm:px-4 sm:grid-cols-2">
        <SettingField
          name="minimumAgeYears"
          unit="years"
          hint="By the birth date, where it is known"
          isReadOnly={isReadOnly}
        />
        <SettingField
          name="autoEndVisitsAfterDays"
          unit="gaming days later"
          hint="Counted from the last sign of play. Their slips are held, not paid. Empty: never"
          isReadOnly={isReadOnly}
        />
      </div>
    </SettingsSection>
  );
}
