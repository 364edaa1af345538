import type { ErrorDetails } from '@/lib/shared/error-details';
import { formatList } from '@/lib/shared/format';
import { t } from '@/words/say';

type TierInUseWords = { title: string; sentence: string; action: string };

/** Why a tier cannot be removed, or moved below those that it stood above, and what the way back is called. */
export function tierInUseText(
  { tierName: tier, players, rewards, isMoved }: ErrorDetails<'TIER_IN_USE'>,
  climbedOver: readonly string[],
): TierInUseWords {
  if (isMoved) {
    return {
      title: t('earning.cannotMoveDown', { tier }),
      sentence:
        climbedOver.length > 0
          ? t('earning.heldAbove', { players, tier, others: formatList(climbedOver) })
          : t('earning.heldAboveOther', { players, tier }),
      action: t('earning.putOrderBack'),
    };
  }
  return {
    title: t('earning.cannotRemove', { tier }),
    sentence: usedByText(players, rewards),
    action: t('earning.putBack', { tier }),
  };
}

function usedByText(players: number, rewards: number): string {
  if (rewards === 0) return t('earning.heldOnly', { players });
  return players === 0 ? t('earning.namedOnly', { rewards }) : t('earning.heldAndNamed', { players, rewards });
}
