import { tierNameOf } from '@/components/domain/loyalty-words';
import { formatCount } from '@/lib/shared/format';
import type { ClosedSlipResult } from '@/services/floor/dtos';
import type { LoyaltyTier } from '@/services/loyalty/dtos';

type ClosedWords = { title: string; earned: string };

/** What is said once a slip is closed. */
export function closedText(
  playerName: string,
  { status, why, points, tierUpgrade }: ClosedSlipResult['accrual'],
  tiers: readonly Pick<LoyaltyTier, 'code' | 'name'>[] | undefined,
): ClosedWords {
  const title = tierUpgrade
    ? `${playerName} has reached ${tierNameOf(tierUpgrade.to, tiers)}`
    : `Slip of ${playerName} closed`;
  if (status === 'pending') return { title, earned: 'Closed. Points follow by themselves' };
  if (status === 'posted' && points !== null) {
    return { title, earned: `Closed. ${formatCount(points, 'point', 'points')} earned` };
  }
  return { title, earned: `Closed. ${why ? nothingEarnedText(why) : 'No points for this slip'}` };
}

/** Why play earned nothing, in words. */
export function nothingEarnedText(why: NonNullable<ClosedSlipResult['accrual']['why']>): string {
  return NOTHING_EARNED[why];
}

const NOTHING_EARNED: Record<NonNullable<ClosedSlipResult['accrual']['why']>, string> = {
  NO_POINTS: 'No points for this slip',
  EARNING_OFF: 'Earning is switched off',
  VISIT_UNRATED: 'Play on an unrated visit earns nothing',
};
