'use client';

import { type ReactNode, useState } from 'react';
import type { RewardRecipient } from '@/components/domain/reward-recipient';
import { Deferred } from '@/components/ui/deferred';
import { Late, lateCode } from '@/components/ui/late';
import { RowsSkeleton } from '@/components/ui/list-states';
import { SheetBody, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { usePreload } from '@/components/ui/use-preload';
import { useMe } from '@/hooks/casino/me-context';
import { usePrefetchOffers } from '@/hooks/catalog/use-offers';
import type { Capability } from '@/services/casino/dtos';
import { t } from '@/words/say';
import { BonusPanel } from './bonus-panel';

const compsPanel = lateCode(async () => (await import('@/components/offers/offer-panel')).CompsPanel);
const couponsPanel = lateCode(async () => (await import('@/components/offers/offer-panel')).CouponsPanel);
const givenToday = lateCode(async () => (await import('./given-today')).GivenToday);
const LOADERS = [givenToday.fetch, compsPanel.fetch, couponsPanel.fetch];

/** The kinds of reward, in the order of their tabs. */
export type RewardTab = 'bonus' | 'comps' | 'coupons';

type RewardPanel = {
  tab: RewardTab;
  /** A person without it does not see the tab. */
  capability: Capability;
  /** Brings a `SheetBody` and a `SheetFoot` with its own confirm button; null where this recipient can't have it. */
  draw: (recipient: RewardRecipient, onIssued: () => void, isShown: boolean) => ReactNode;
};

/** Points must be issued without a network; the others cannot be, so their code need not be here from the start. */
const PANELS: readonly RewardPanel[] = [
  {
    tab: 'bonus',
    capability: 'reward.issue',
    draw: ({ slip }, onIssued) => (slip ? <BonusPanel slip={slip} onIssued={onIssued} /> : null),
  },
  {
    tab: 'comps',
    capability: 'reward.issue',
    draw: (recipient, onIssued, isShown) => (
      <Late code={compsPanel} props={toOfferProps(recipient, onIssued, isShown)} fallback={<PanelPlace />} />
    ),
  },
  {
    tab: 'coupons',
    capability: 'reward.issue',
    draw: (recipient, onIssued, isShown) => (
      <Late code={couponsPanel} props={toOfferProps(recipient, onIssued, isShown)} fallback={<PanelPlace />} />
    ),
  },
];

function PanelPlace() {
  return (
    <SheetBody>
      <RowsSkeleton label={t('ui.loading')} count={4} row="h-[66px]" />
    </SheetBody>
  );
}

/** The tab that was last chosen on this tablet: whoever gives comps in a row does not choose the tab each time. */
let lastTab: RewardTab | null = null;

type IssueRewardDrawerProps = {
  recipient: RewardRecipient;
  /** The tab that is to show. Where there is none of this name, the one that was last chosen. */
  tab: string | null;
  onTab: (tab: RewardTab) => void;
  onClose: () => void;
};

/** Gives a player something. Bonus points close it once they are safely on the device; the others show what was given. */
export function IssueRewardDrawer({ recipient, tab, onTab, onClose }: IssueRewardDrawerProps) {
  const { playerName, tierName, slip } = recipient;
  const facts = [playerName, tierName, slip?.tableLabel].filter(Boolean).join(' · ');
  return (
    <SheetFrame isOpen onClose={onClose} isWide>
      <SheetHead title={t('domain.issueReward')} subtitle={facts} />
      <Deferred>
        <Late
          code={givenToday}
          props={{ playerId: recipient.playerId, ratingSlipId: slip?.id ?? null, visitId: recipient.visitId }}
          fallback={<p className="mx-5 mb-3 min-h-[46px] rounded-md border" />}
        />
        <Panels recipient={recipient} chosen={tab ?? lastTab} onChoose={onTab} onIssued={onClose} />
      </Deferred>
    </SheetFrame>
  );
}

type PanelsProps = {
  recipient: RewardRecipient;
  chosen: string | null;
  onChoose: (tab: RewardTab) => void;
  onIssued: () => void;
};

function Panels({ recipient, chosen, onChoose, onIssued }: PanelsProps) {
  const { capabilities } = useMe();
  usePreload(LOADERS);
  usePrefetchOffers(recipient.playerId, recipient.visitId);
  const panels = PANELS.filter(
    ({ capability, draw }) => capabilities.includes(capability) && draw(recipient, onIssued, false) !== null,
  );
  const shown = panels.find(({ tab }) => tab === chosen) ?? panels[0];
  // What was chosen and typed in a tab is still there on the way back; a tab that nobody opened is not drawn.
  const [visited, setVisited] = useState<readonly (RewardTab | undefined)[]>([shown?.tab]);
  if (!shown) return null;
  const choose = (value: string) => {
    const tab = panels.find((candidate) => candidate.tab === value)?.tab;
    if (!tab) return;
    lastTab = tab;
    onChoose(tab);
    setVisited([...visited, tab]);
  };
  return (
    <Tabs value={shown.tab} onValueChange={choose} className="flex min-h-0 flex-1 flex-col">
      <TabsList aria-label={t('loyalty.kindOfReward')} className="mx-5 mb-4">
        {panels.map(({ tab }) => (
          <TabsTrigger key={tab} value={tab}>
            <TabLabel tab={tab} />
          </TabsTrigger>
        ))}
      </TabsList>
      {panels
        .filter(({ tab }) => tab === shown.tab || visited.includes(tab))
        .map(({ tab, draw }) => (
          <TabsContent
            key={tab}
            value={tab}
            forceMount
            className="flex min-h-0 flex-1 flex-col data-[state=inactive]:hidden"
          >
            {draw(recipient, onIssued, tab === shown.tab)}
          </TabsContent>
        ))}
    </Tabs>
  );
}

/** Where there is no room, bonus points go by a shorter name; who hears it hears all of it. */
function TabLabel({ tab }: { tab: RewardTab }) {
  if (tab !== 'bonus') return t(`loyalty.tab_${tab}`);
  return (
    <>
      <span className="max-sm:sr-only">{t('loyalty.tab_bonus')}</span>
      <span aria-hidden className="sm:hidden">
        {t('loyalty.tab_bonusShort')}
      </span>
    </>
  );
}

function toOfferProps({ playerId, playerName, visitId, slip }: RewardRecipient, onGiven: () => void, isShown: boolean) {
  return { playerId, playerName, visitId, ratingSlipId: slip?.id ?? null, isShown, onGiven };
}
