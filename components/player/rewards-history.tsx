'use client';

import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { useCan } from '@/hooks/casino/me-context';
import type { Player } from '@/services/floor/dtos';
import type { LedgerEntry } from '@/services/loyalty/dtos';
import { t } from '@/words/say';
import { CouponsPanel } from './coupons-panel';
import { PointsPanel } from './points-panel';
import type { HistoryTab, usePlayerUrl } from './use-player-url';

type RewardsHistoryProps = {
  player: Player;
  url: ReturnType<typeof usePlayerUrl>;
  onTakeBack: (entry: LedgerEntry) => void;
};

/** Everything the player was given: points in the ledger, and coupons for people who may see them. */
export function RewardsHistory({ player, url, onTakeBack }: RewardsHistoryProps) {
  const canSeeCoupons = useCan('dashboard.read');
  const points = (
    <PointsPanel player={player} filter={url.ledgerFilter} onFilter={url.setLedgerFilter} onTakeBack={onTakeBack} />
  );
  const heading = (
    <h3 id="rewards-history" className="min-w-0 flex-1 whitespace-nowrap font-bold text-lg">
      {t('player.rewardsHistory')}
    </h3>
  );
  if (!canSeeCoupons) {
    return (
      <section aria-labelledby="rewards-history" className="@container">
        <div className="flex min-h-[54px] items-center pb-2.5">{heading}</div>
        {points}
      </section>
    );
  }
  return (
    <section aria-labelledby="rewards-history" className="@container">
      <Tabs value={url.tab} onValueChange={(tab) => url.setTab(tab as HistoryTab)}>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 pb-2.5">
          {heading}
          <TabsList aria-label={t('player.rewardsHistory')} className="w-[224px] @max-[560px]:w-full">
            <TabsTrigger value="points">{t('player.points')}</TabsTrigger>
            <TabsTrigger value="coupons">{t('player.coupons')}</TabsTrigger>
          </TabsList>
        </div>
        <TabsContent value="points" tabIndex={-1}>
          {points}
        </TabsContent>
        <TabsContent value="coupons" tabIndex={-1}>
          <CouponsPanel player={player} status={url.status} onStatus={url.setStatus} onOpen={url.coupon.open} />
        </TabsContent>
      </Tabs>
    </section>
  );
}
