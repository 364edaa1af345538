import { formatPoints } from '@/lib/shared/format';
import type { LedgerEntry, LoyaltyTier } from '@/services/loyalty/dtos';
import { t } from '@/words/say';

/** A tier's name; its code, written as a word, while the tiers are not known. */
export function tierNameOf(code: string, tiers: readonly Pick<LoyaltyTier, 'code' | 'name'>[] | undefined): string {
  const words = code.replaceAll('_', ' ');
  return tiers?.find((tier) => tier.code === code)?.name ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * What was given on a slip and what was spent there, each only where there is any: `250 given, 1,500 spent`. What
 * was taken back was neither.
 */
export function slipTotalsText(
  entries: readonly Pick<LedgerEntry, 'points' | 'reason' | 'reversedByEntryId'>[],
): string {
  let given = 0;
  let spent = 0;
  for (const { points, reason, reversedByEntryId } of entries) {
    if (reversedByEntryId !== null || reason === 'reversal') continue;
    if (reason === 'redemption') spent -= points;
    else given += points;
  }
  if (given !== 0 && spent !== 0)
    return t('domain.givenAndSpent', { given: formatPoints(given), spent: formatPoints(spent) });
  if (given !== 0) return t('domain.pointsGiven', { points: formatPoints(given) });
  return spent === 0 ? '' : t('domain.pointsSpent', { points: formatPoints(spent) });
}
