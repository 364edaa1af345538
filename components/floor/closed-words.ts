import { tierNameOf } from '@/components/domain/loyalty-words';
import type { ClosedSlipResult } from '@/services/floor/dtos';
import type { LoyaltyTier } from '@/services/loyalty/dtos';
import { t } from '@/words/say';

type ClosedWords = { title: string; earned: string };
type Accrual = ClosedSlipResult['accrual'];

/** What is said once a slip is closed: that it is, once, and what came of it. A tier that was reached is told first. */
export function closedText(
  playerName: string,
  accrual: Accrual,
  tiers: readonly Pick<LoyaltyTier, 'code' | 'name'>[] | undefined,
): ClosedWords {
  const { tierUpgrade } = accrual;
  const earned = earnedText(accrual);
  if (!tierUpgrade) return { title: t('floor.slipClosed', { player: playerName }), earned };
  const tier = tierNameOf(tierUpgrade.to, tiers);
  return { title: t('floor.reached', { player: playerName, tier }), earned: t('floor.closedWithTier', { earned }) };
}

function earnedText({ status, why, points }: Accrual): string {
  if (status === 'pending') return t('floor.closedPending');
  if (status === 'posted' && points !== null) return t('floor.closedEarned', { count: points });
  return nothingEarnedText(why ?? 'NO_POINTS');
}

/** Why play earned nothing, in words. */
export function nothingEarnedText(why: NonNullable<ClosedSlipResult['accrual']['why']>): string {
  return t(`floor.earned_${why}`);
}
