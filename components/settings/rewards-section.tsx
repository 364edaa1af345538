'use client';

import { SettingField } from './setting-field';
import { SettingsSection } from './settings-section';

/** How much may be given at the table. */
export function RewardsSection({ isReadOnly }: { isReadOnly: boolean }) {
  return (
    <SettingsSection
      id="rewards"
      title="Rewards"
      sentence="How many points one reward should be, and how fast they may go out."
    >
      <div className="grid gap-4 border-t px-5 py-4 max-sm:px-4 sm:grid-cols-2">
        <SettingField
          name="rewardSoftCapPoints"
          label="Soft cap"
          unit="points"
          hint="Above it, a reward needs an override with a note"
          isReadOnly={isReadOnly}
        />
        <SettingField
          name="rewardsPerStaffPerMinute"
          label="Rewards per person"
          unit="per minute"
          hint="Empty: no limit"
          isReadOnly={isReadOnly}
        />
        <SettingField
          name="rewardPresetPoints"
          label="Presets"
          unit="points, separated by commas"
          hint="One to six, in the order of the buttons"
          isReadOnly={isReadOnly}
          className="sm:col-span-2"
        />
      </div>
    </SettingsSection>
  );
}
