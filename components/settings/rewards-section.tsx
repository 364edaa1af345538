'use client';

import { ArrowRight } from 'lucide-react';
import { NavLink } from '@/components/ui/nav-link';
import { useCan } from '@/hooks/casino/me-context';
import { SettingField } from './setting-field';
import { SettingsSection } from './settings-section';

/** How much may be given at the table. What players earn is set in the catalog. */
export function RewardsSection({ isReadOnly }: { isReadOnly: boolean }) {
  const canWriteCatalog = useCan('catalog.write');
  return (
    <SettingsSection
      id="rewards"
      title="Rewards"
      sentence="How many points one reward should be, how fast they may go out, and how far below zero a balance may go."
    >
      <div className="grid gap-4 border-t px-5 py-4 max-sm:px-4 sm:grid-cols-2">
        <SettingField
          name="rewardSoftCapPoints"
          unit="points"
          hint="Above it, a reward needs an override with a note"
          isReadOnly={isReadOnly}
        />
        <SettingField
          name="rewardsPerStaffPerMinute"
          unit="per minute"
          hint="Empty: no limit"
          isReadOnly={isReadOnly}
        />
        <SettingField
          name="compDebtLimitPoints"
          unit="points below zero"
          hint="At most, where the comp's price allows a debt at all"
          isReadOnly={isReadOnly}
        />
        <SettingField
          name="correctionDebtLimitPoints"
          unit="points below zero"
          hint="At most; 0: a correction ends at zero"
          isReadOnly={isReadOnly}
        />
        <SettingField
          name="rewardPresetPoints"
          unit="points, separated by commas"
          hint="One to six, in the order of the buttons"
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
            Tiers and earn rates are in the catalog
            <ArrowRight aria-hidden className="size-4 shrink-0" />
          </NavLink>
        </p>
      ) : null}
    </SettingsSection>
  );
}
