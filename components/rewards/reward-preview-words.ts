import { errorWords } from '@/components/ui/error-text';
import { isErrorCode } from '@/lib/shared/errors';
import { formatPoints } from '@/lib/shared/format';
import type { RewardPreview } from '@/services/catalog/dtos';
import { t } from '@/words/say';

/** The reasons that have words of their own. */
const REASONS = [
  'PLAYER_NOT_ENROLLED',
  'NOT_ELIGIBLE',
  'LIMIT_REACHED',
  'COOLDOWN_ACTIVE',
  'INSUFFICIENT_POINTS',
  'NO_ACTIVE_PROGRAM',
] as const;

/** Why some of the others could not get it, after their number. */
export function othersText(code: string, count: number): string {
  const reason = REASONS.find((name) => name === code);
  if (reason) return t(`rewards.others_${reason}`, { count });
  return isErrorCode(code) ? errorWords(code).title : code;
}

/** What follows the number of those who could: `of 66 players in the house`. */
export function previewHeadline({ playerCount, isPartial }: Pick<RewardPreview, 'playerCount' | 'isPartial'>): string {
  if (isPartial) return t('rewards.ofLastPlayers', { points: formatPoints(playerCount) });
  return t('rewards.ofPlayers', { count: playerCount });
}
