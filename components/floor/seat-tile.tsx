'use client';

import { Hourglass, Pause } from 'lucide-react';
import { memo } from 'react';
import { PlayTime, TimeAgo } from '@/components/domain/play-time';
import { TierMark, tierColor } from '@/components/domain/tier-mark';
import { promoTypeLabel } from '@/components/labels';
import { cn } from '@/components/ui/cn';
import { Spoken } from '@/components/ui/spoken';
import { formatMoney, formatPoints, formatSignedPoints } from '@/lib/shared/format';
import type { FloorSlip } from '@/services/floor/dtos';
import { t } from '@/words/say';
import { isSameReading, seatElementId } from './floor-model';

type SeatTileProps = {
  slip: FloorSlip;
  currency: string;
  isSelected: boolean;
  isDue: boolean;
  /** Points confirmed on this device for this slip that the server has not issued yet. */
  queuedPoints: number;
  onSelect: (ratingSlipId: string) => void;
};

/** One player at a table. Three lines of fixed height, so that news never moves the tiles around it. */
export const SeatTile = memo(function SeatTile(props: SeatTileProps) {
  const { slip, currency, isSelected, onSelect } = props;
  const averageBet = formatMoney(slip.averageBetCents, currency);
  return (
    <button
      type="button"
      id={seatElementId(slip.id)}
      aria-pressed={isSelected}
      onClick={() => onSelect(slip.id)}
      style={{ backgroundImage: `linear-gradient(${tierColor(slip.tier)} 0 0)` }}
      className={cn(
        '@container min-h-[84px] rounded-md bg-[length:4px_100%] bg-no-repeat py-2 pr-2.5 pl-3.5 text-left transition-colors duration-100 hover:bg-line/50',
        isSelected && 'outline-2 outline-accent outline-offset-1',
        slip.status === 'paused' ? 'bg-transparent ring-1 ring-line ring-inset' : 'bg-raised',
      )}
    >
      <span className="flex items-center gap-2">
        <Spoken
          as={t('floor.seat', { seat: slip.seat })}
          className="shrink-0 rounded border px-1 font-semibold text-muted text-xs"
        >
          {slip.seat}
        </Spoken>
        <b className="min-w-0 flex-1 truncate font-[620]">{slip.playerName}</b>
        <TierMark tier={slip.tier} tierName={slip.tierName} />
      </span>
      <span className="flex items-center gap-1.5 text-muted text-sm">
        <span className="flex min-w-0 flex-1 items-center gap-1">
          {slip.status === 'paused' ? <Pause aria-hidden className="size-3.5 shrink-0 @max-[165px]:hidden" /> : null}
          <span className="truncate">
            <PlayTime slip={slip} />
          </span>
        </span>
        <Spoken as={`${t('floor.averageBetOf')} ${averageBet}`} className="font-semibold text-ink">
          {averageBet}
        </Spoken>
      </span>
      <span className="flex items-center gap-1.5 text-xs">
        <SeatNews {...props} />
        {slip.balance === null ? null : (
          <Spoken as={`${t('floor.balanceOf')} ${formatPoints(slip.balance)}`} className="text-muted">
            {formatPoints(slip.balance)}
          </Spoken>
        )}
      </span>
    </button>
  );
}, isSameTile);

function isSameTile(before: SeatTileProps, after: SeatTileProps): boolean {
  return (
    before.currency === after.currency &&
    before.isSelected === after.isSelected &&
    before.isDue === after.isDue &&
    before.queuedPoints === after.queuedPoints &&
    before.onSelect === after.onSelect &&
    isSameReading(before.slip, after.slip)
  );
}

/** The line a pit boss scans for: what waits, what was given, or that nothing was. */
function SeatNews({ slip, currency, queuedPoints, isDue }: SeatTileProps) {
  const line = 'flex min-w-0 flex-1 items-center gap-1 font-semibold';
  if (queuedPoints > 0) {
    return (
      <span className={cn(line, 'text-warn')}>
        <span className="truncate">{t('floor.queued', { points: formatSignedPoints(queuedPoints) })}</span>
      </span>
    );
  }
  if (slip.lastReward) {
    return (
      <span className={cn(line, 'text-accent')}>
        <span className="truncate">
          {lastRewardText(slip.lastReward, currency)}
          {/* What is told by a name needs the room of a narrow tile. */}
          <span className={isNamed(slip.lastReward) ? '@max-[230px]:sr-only' : ''}>
            {' · '}
            <TimeAgo instant={slip.lastReward.createdAt} asOf={slip.asOf} />
          </span>
        </span>
      </span>
    );
  }
  if (!isDue) {
    return (
      <span className={cn(line, 'font-normal text-muted')}>
        <span className="truncate">{t('floor.noRewardYet')}</span>
      </span>
    );
  }
  return (
    <span className={cn(line, 'text-warn')}>
      <Hourglass aria-hidden className="size-3.5 shrink-0" />
      <span className="truncate @max-[165px]:sr-only">{t('floor.noRewardYet')}</span>
      <span aria-hidden className="truncate @min-[166px]:hidden">
        {t('floor.noReward')}
      </span>
    </span>
  );
}

type LastReward = NonNullable<FloorSlip['lastReward']>;

/** What was given last: `Dinner at the grill`, `Match play $50`, `+250`. */
function lastRewardText({ rewardName, coupon, points }: LastReward, currency: string): string {
  if (coupon === null) return rewardName ?? formatSignedPoints(points ?? 0);
  return t('floor.couponGiven', {
    worth: formatMoney(coupon.faceValueCents, currency),
    type: promoTypeLabel(coupon.promoType),
  });
}

function isNamed({ rewardName, coupon }: LastReward): boolean {
  return rewardName !== null || coupon !== null;
}
