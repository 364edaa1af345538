import { actorLabel } from '@/components/labels';
import { formatPoints } from '@/lib/shared/format';
import type { Player } from '@/services/floor/dtos';
import type { LoyaltyTier, TierSource } from '@/services/loyalty/dtos';
import { t } from '@/words/say';

/** What an enrolled player has. */
export type Standing = NonNullable<Player['loyalty']>;

/** Where a player stands between two tiers, with the words for it. `next` is null at the top. */
export type TierStanding = { current: LoyaltyTier | null; next: LoyaltyTier | null; words: string };

/** Reads a player's standing off the casino's tiers, the lowest first. */
export function tierStanding(loyalty: Standing, tiers: readonly LoyaltyTier[]): TierStanding {
  const place = tiers.findIndex(({ code }) => code === loyalty.tier);
  const current = tiers[place] ?? null;
  const next = place === -1 ? null : (tiers[place + 1] ?? null);
  if (next === null) return { current, next, words: t('player.highestTier', { tier: loyalty.tierName }) };
  const { lifetimePoints } = loyalty;
  // Tiers are looked at when points are posted: after a change of the thresholds a player may stand above the next one.
  const words =
    lifetimePoints < next.thresholdPoints
      ? t('player.pointsToTier', {
          points: formatPoints(lifetimePoints),
          threshold: formatPoints(next.thresholdPoints),
          tier: next.name,
        })
      : t('player.tierWithNextPoints', { tier: next.name });
  return { current, next, words };
}

/** Where a tier comes from, as a sentence; `when` is written already. */
export function tierOrigin(source: TierSource, when: string): string {
  const staff = actorLabel(source.staffName);
  switch (source.source) {
    case 'earned':
      return t('player.tierFrom_earned', { when });
    case 'manager':
      return t('player.tierFrom_manager', { staff, when, reason: source.reason ?? '' });
    default:
      return t(`player.tierFrom_${source.source}`, { staff, when });
  }
}
