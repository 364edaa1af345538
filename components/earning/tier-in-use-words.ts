import { formatCount, formatList } from '@/lib/shared/format';

type TierInUseWords = { title: string; sentence: string; action: string };

/** Why a tier cannot be removed, or moved below those that it stood above, and what the way back is called. */
export function tierInUseText(
  details: Record<string, unknown> | undefined,
  climbedOver: readonly string[],
): TierInUseWords {
  const { tierName, players, rewards, isMoved } = details ?? {};
  const name = String(tierName);
  if (isMoved === true) {
    const holders = formatCount(Number(players), 'player holds', 'players hold');
    const others = climbedOver.length > 0 ? formatList(climbedOver) : 'a tier that it stood above';
    return {
      title: `${name} cannot move down`,
      sentence: `Nothing was saved. ${holders} ${name}: it can't move below ${others}.`,
      action: 'Put the order back',
    };
  }
  const users = [
    Number(players) > 0 ? formatCount(Number(players), 'player holds it', 'players hold it') : null,
    Number(rewards) > 0 ? formatCount(Number(rewards), 'reward names it', 'rewards name it') : null,
  ].filter((text) => text !== null);
  return {
    title: `${name} cannot be removed`,
    sentence: `Nothing was saved: ${formatList(users)}. Nobody loses a tier, so one that is held stays.`,
    action: `Put ${name} back`,
  };
}
