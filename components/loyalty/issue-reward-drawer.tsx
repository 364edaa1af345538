'use client';

import type { ComponentType } from 'react';
import { Late, lateCode } from '@/components/ui/late';
import { SheetFrame, SheetHead } from '@/components/ui/sheet';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { usePreload } from '@/components/ui/use-preload';
import { useMe } from '@/hooks/casino/me-context';
import type { Capability } from '@/services/casino/dtos';
import type { FloorSlip } from '@/services/floor/dtos';
import { BonusPanel } from './bonus-panel';

const couponPanel = lateCode(async () => (await import('@/components/promo/coupon-panel')).CouponPanel);
const LOADERS = [couponPanel.fetch];

type PanelProps = { slip: FloorSlip; onIssued: () => void };

type RewardPanel = {
  value: string;
  label: string;
  /** Who does not have it does not see the tab. */
  capability: Capability;
  /** Brings a `SheetBody` and a `SheetFoot` with its own confirm button. */
  Panel: ComponentType<PanelProps>;
};

/** The kinds of reward, each with its tab. Where there is one kind, there are no tabs to choose from. */
const PANELS: readonly RewardPanel[] = [
  { value: 'bonus', label: 'Bonus points', capability: 'reward.issue', Panel: BonusPanel },
  { value: 'coupon', label: 'Coupon', capability: 'coupon.manage', Panel: LateCouponPanel },
];

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

/** Points must be issued without a network; a coupon cannot be, so its code need not be here from the start. */
function LateCouponPanel(props: PanelProps) {
  return <Late code={couponPanel} props={props} />;
}

function Panels(props: PanelProps) {
  const { capabilities } = useMe();
  usePreload(LOADERS);
  const panels = PANELS.filter(({ capability }) => capabilities.includes(capability));
  const [first] = panels;
  if (!first) return null;
  if (panels.length === 1) return <first.Panel {...props} />;
  return (
    <Tabs defaultValue={first.value} className="flex min-h-0 flex-1 flex-col">
      <TabsList className="mx-5 mb-4">
        {panels.map(({ value, label }) => (
          <TabsTrigger key={value} value={value}>
            {label}
          </TabsTrigger>
        ))}
      </TabsList>
      {panels.map(({ value, Panel }) => (
        <TabsContent key={value} value={value} className="flex min-h-0 flex-1 flex-col data-[state=inactive]:hidden">
          <Panel {...props} />
        </TabsContent>
      ))}
    </Tabs>
  );
}
