'use client';

import type { ComponentType } from 'react';
import { SheetFrame, SheetHead } from '@/components/ui/sheet';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import type { FloorSlip } from '@/services/floor/dtos';
import { BonusPanel } from './bonus-panel';

type RewardPanel = {
  value: string;
  label: string;
  /** Brings a `SheetBody` and a `SheetFoot` with its own confirm button. */
  Panel: ComponentType<{ slip: FloorSlip; onIssued: () => void }>;
};

/** The kinds of reward, each with its tab. While there is one kind, there are no tabs to choose from. */
const PANELS: readonly RewardPanel[] = [{ value: 'bonus', label: 'Bonus points', Panel: BonusPanel }];

type IssueRewardDrawerProps = { slip: FloorSlip; onClose: () => void };

/** Gives a player at the table something. It closes once the reward is safely on the device; the slip shows the rest. */
export function IssueRewardDrawer({ slip, onClose }: IssueRewardDrawerProps) {
  const facts = [slip.playerName, slip.tierName, slip.tableLabel].filter(Boolean).join(' · ');
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title="Issue reward" subtitle={facts} />
      <Panels slip={slip} onIssued={onClose} />
    </SheetFrame>
  );
}

function Panels(props: { slip: FloorSlip; onIssued: () => void }) {
  const [first] = PANELS;
  if (!first) return null;
  if (PANELS.length === 1) return <first.Panel {...props} />;
  return (
    <Tabs defaultValue={first.value} className="flex min-h-0 flex-1 flex-col">
      <TabsList className="mx-5 mb-4">
        {PANELS.map(({ value, label }) => (
          <TabsTrigger key={value} value={value}>
            {label}
          </TabsTrigger>
        ))}
      </TabsList>
      {PANELS.map(({ value, Panel }) => (
        <TabsContent key={value} value={value} className="flex min-h-0 flex-1 flex-col data-[state=inactive]:hidden">
          <Panel {...props} />
        </TabsContent>
      ))}
    </Tabs>
  );
}
