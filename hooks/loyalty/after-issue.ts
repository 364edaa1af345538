import type { QueryClient } from '@tanstack/react-query';
import type { FloorAnswer } from '@/services/floor/http';
import { floorKeys } from '@/services/floor/keys';
import type { LedgerPosting, SlipRewards } from '@/services/loyalty/dtos';
import { loyaltyKeys } from '@/services/loyalty/keys';

/**
 * Hands an issued reward over to what was read: the slip's list and the seat on the floor have it at once, from its own answer, so
 * that no frame is without it when it leaves the queue. Then all that it changed is read again.
 */
export function handOverIssued(client: QueryClient, casinoId: string, slipId: string, posting: LedgerPosting): void {
  const slipRewardsKey = loyaltyKeys.slipRewards(casinoId, slipId);
  const floorKey = floorKeys.floor(casinoId);
  client.setQueryData<SlipRewards>(slipRewardsKey, (known) => known && withEntry(known, posting));
  client.setQueryData<FloorAnswer>(floorKey, (known) => known && withLastReward(known, slipId, posting));
  void client.invalidateQueries({ queryKey: slipRewardsKey });
  void client.invalidateQueries({ queryKey: floorKey });
  const { playerId, gamingDay } = posting.entry;
  void client.invalidateQueries({ queryKey: loyaltyKeys.ofDay(casinoId, playerId, gamingDay) });
  void client.invalidateQueries({ queryKey: floorKeys.player(casinoId, posting.entry.playerId), exact: true });
}

function withEntry(known: SlipRewards, { entry, balance }: LedgerPosting): SlipRewards {
  if (known.items.some(({ id }) => id === entry.id)) return known;
  return { items: [entry, ...known.items], balance };
}

/** A copy, of which the cache keeps only what differs. The version stays that of the answer, so the next one is a whole one. */
function withLastReward(known: FloorAnswer, slipId: string, { entry, balance }: LedgerPosting): FloorAnswer {
  const answer = structuredClone(known);
  const seats = answer.floor.pits.flatMap(({ tables }) => tables).flatMap((table) => table.seats);
  const slip = seats.find((seat) => seat.slip?.id === slipId)?.slip;
  // An answer that was long in coming may be older than what the floor knows.
  if (!slip || Date.parse(slip.lastReward?.createdAt ?? '') > Date.parse(entry.createdAt)) return known;
  const { points, reason, rewardName, createdAt } = entry;
  slip.balance = balance;
  slip.lastReward = { points, reason, rewardName, coupon: null, createdAt };
  return answer;
}
