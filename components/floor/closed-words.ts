import { tierNameOf } from '@/components/domain/loyalty-words';
import type { ClosedSlipResult } from '@/services/floor/dtos';
import type { LoyaltyTier } from '@/services/loyalty/dtos';
import { t } from '@/words/say';

type ClosedWords = { title: string; earned: string };

/** What is said once a slip is closed. */
export function closedText(
  playerName: string,
  { status, why, points, tierUpgrade }: ClosedSlipResult['accrual'],
  tiers: readonly Pick<LoyaltyTier, 'code' | 'name'>[] | undefined,
): ClosedWords {
  const title = tierUpgrade
    ? t('floor.reached', { player: playerName, tier: tierNameOf(tierUpgrade.to, tiers) })
    : t('floor.slipClosed', { player: playerName });
  if (status === 'pending') return { title, earned: t('floor.closedPending') };
  if (status === 'posted' && points !== null) {
    return { title, earned: t('floor.closedEarned', { count: points }) };
  }
  return { title, earned: t('floor.closedNothing', { why: nothingEarnedText(why ?? 'NO_POINTS') }) };
}

/** Why play earned nothing, in words. */
export function nothingEarnedText(why: NonNullable<ClosedSlipResult['accrual']['why']>): string {
  return t(`floor.earned_${why}`);
}
