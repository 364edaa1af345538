import { formatPoints } from '@/lib/shared/format';
import type { Player } from '@/services/floor/dtos';
import type { LoyaltyTier, TierSource } from '@/services/loyalty/dtos';

/** What an enrolled player has. */
export type Standing = NonNullable<Player['loyalty']>;

/** Where a player stands between two tiers, with the words for it. `next` is null at the top. */
export type TierStanding = { current: LoyaltyTier | null; next: LoyaltyTier | null; words: string };

/** Reads a player's standing off the casino's tiers, the lowest first. */
export function tierStanding(loyalty: Standing, tiers: readonly LoyaltyTier[]): TierStanding {
  const place = tiers.findIndex(({ code }) => code === loyalty.tier);
  const current = tiers[place] ?? null;
  const next = place === -1 ? null : (tiers[place + 1] ?? null);
  if (next === null) return { current, next, words: `${loyalty.tierName} is the highest tier.` };
  const { lifetimePoints } = loyalty;
  // Tiers are looked at when points are posted: after a change of the thresholds a player may stand above the next one.
  const words =
    lifetimePoints < next.thresholdPoints
      ? `${formatPoints(lifetimePoints)} of ${formatPoints(next.thresholdPoints)} points to ${next.name}`
      : `${next.name} comes with the next points`;
  return { current, next, words };
}

/** Where a tier comes from, as a sentence; `when` is written already. */
export function tierOrigin(source: TierSource, when: string): string {
  const by = source.staffName ? ` by ${source.staffName}` : '';
  switch (source.source) {
    case 'manager':
      return `Set${by}, ${when}: ${source.reason ?? ''}`;
    case 'reversal':
      return `Left when points were taken back${by}, ${when}`;
    case 'reconciliation':
      return `From an imported file, applied${by}, ${when}`;
    case 'reconciliation_revert':
      return `Left when an imported tier was taken back${by}, ${when}`;
    default:
      return `Earned, ${when}`;
  }
}
