'use client';

import { TicketX } from 'lucide-react';
import { couponStatusLabel } from '@/components/labels';
import { EmptyList } from '@/components/ui/empty-list';
import { EndlessRows } from '@/components/ui/endless-rows';
import { ListPanel } from '@/components/ui/list-panel';
import { Select } from '@/components/ui/select';
import { couponReader, usePromoCoupons } from '@/hooks/promo/use-promo-coupons';
import type { Player } from '@/services/floor/dtos';
import type { PromoCoupon, PromoCouponStatus } from '@/services/promo/dtos';
import { t } from '@/words/say';
import { ExportButton } from './export-button';
import { PLAYER_COUPON_COLUMNS, PlayerCouponRow } from './player-coupon-row';

const STATUSES: readonly PromoCouponStatus[] = ['issued', 'held', 'cleared', 'voided', 'replaced', 'expired'];

type CouponsPanelProps = {
  player: Player;
  status: PromoCouponStatus | null;
  onStatus: (status: PromoCouponStatus | null) => void;
  onOpen: (couponId: string) => void;
};

/** The player's coupons, the newest first; a tap opens one. */
export function CouponsPanel({ player, status, onStatus, onOpen }: CouponsPanelProps) {
  const filter = { playerId: player.id, ...(status && { status }) };
  const coupons = usePromoCoupons(filter);
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-2 pb-2 [&_select]:min-h-[50px]">
        <Select
          aria-label={t('domain.status')}
          value={status ?? ''}
          onChange={(event) => onStatus(STATUSES.find((option) => option === event.target.value) ?? null)}
        >
          <option value="">{t('player.allCoupons')}</option>
          {STATUSES.map((option) => (
            <option key={option} value={option}>
              {couponStatusLabel(option)}
            </option>
          ))}
        </Select>
        <ExportButton
          player={player}
          list={{ kind: 'coupons', readPage: couponReader(filter) }}
          isDisabled={!coupons.data?.length || coupons.isPlaceholderData}
          expectedCount={null}
        />
      </div>
      <ListPanel
        list={coupons}
        loading={t('player.loadingCoupons')}
        empty={<NoCoupons isFiltered={status !== null} onShowAll={() => onStatus(null)} />}
      >
        {(items) => (
          <>
            <CouponHeadings />
            <EndlessRows label={t('player.coupons')} list={coupons} items={items} keyOf={keyOf} rowHeight={62}>
              {(coupon) => <PlayerCouponRow coupon={coupon} onOpen={onOpen} />}
            </EndlessRows>
          </>
        )}
      </ListPanel>
    </>
  );
}

function keyOf(coupon: PromoCoupon): string {
  return coupon.id;
}

function CouponHeadings() {
  return (
    <div
      aria-hidden
      className={`${PLAYER_COUPON_COLUMNS} border-b px-2 py-2 font-medium text-muted text-xs @max-[560px]:hidden`}
    >
      <span>{t('player.couponNumber')}</span>
      <span>{t('player.what')}</span>
      <span>{t('player.issued')}</span>
      <span>{t('player.statusAndExpiry')}</span>
    </div>
  );
}

export function NoCoupons({ isFiltered, onShowAll }: { isFiltered: boolean; onShowAll: () => void }) {
  return (
    <EmptyList
      icon={TicketX}
      isNarrowed={isFiltered}
      none={{ title: t('player.noCoupons'), meaning: t('player.noCouponsMeaning') }}
      narrowed={{
        title: t('player.noCouponsHere'),
        meaning: t('player.noCouponsHereMeaning'),
        onShowAll,
        showAllLabel: t('player.showAllCoupons'),
      }}
    />
  );
}
