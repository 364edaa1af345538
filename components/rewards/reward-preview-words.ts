import { ERRORS, isErrorCode } from '@/lib/shared/errors';
import { formatPoints } from '@/lib/shared/format';
import type { RewardPreview } from '@/services/catalog/dtos';

/** One and many of the players whom a reason stands in the way of. */
const REASONS: Record<string, readonly [one: string, many: string]> = {
  PLAYER_NOT_ENROLLED: ['is not enrolled in the loyalty program', 'are not enrolled in the loyalty program'],
  NOT_ELIGIBLE: ['does not meet the conditions', 'do not meet the conditions'],
  LIMIT_REACHED: ['has had it as often as it may be given', 'have had it as often as it may be given'],
  COOLDOWN_ACTIVE: ['had it too short a while ago', 'had it too short a while ago'],
  INSUFFICIENT_POINTS: ['has too few points', 'have too few points'],
  NO_ACTIVE_PROGRAM: ['waits for a promo program of this kind', 'wait for a promo program of this kind'],
};

/** Why some of the others could not get it, after their number. */
export function othersText(code: string, count: number): string {
  const words = REASONS[code]?.[count === 1 ? 0 : 1];
  return words ?? (isErrorCode(code) ? ERRORS[code].title : code);
}

/** What follows the number of those who could: `of 66 players in the house`. */
export function previewHeadline({ playerCount, isPartial }: Pick<RewardPreview, 'playerCount' | 'isPartial'>): string {
  if (isPartial) return `of the last ${formatPoints(playerCount)} players who came`;
  return playerCount === 1 ? 'of 1 player in the house' : `of ${formatPoints(playerCount)} players in the house`;
}
