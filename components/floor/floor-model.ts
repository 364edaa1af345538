import { playSecondsAt } from '@/hooks/floor/slip-time';
import type { Floor, FloorSlip, FloorTable } from '@/services/floor/dtos';

/** A player who has played this long without a reward on the slip is due for recognition. */
const DUE_AFTER_SECONDS = 3_600;
/** Two readings of one slip may put its start this far apart without being news (rounding to whole seconds). */
const SAME_TIME_SECONDS = 2;

export type Pit = Floor['pits'][number];

/** Where a slip is on the floor. */
export type SeatedSlip = { slip: FloorSlip; table: FloorTable; pit: Pit };

/** Every live slip of the given pits, in the floor's order. */
export function listSeatedSlips(pits: readonly Pit[]): SeatedSlip[] {
  return pits.flatMap((pit) =>
    pit.tables.flatMap((table) => table.seats.flatMap(({ slip }) => (slip ? [{ slip, table, pit }] : []))),
  );
}

/** The live slip with this id, or null when it is not on the floor (closed meanwhile, or never was). */
export function findSeatedSlip(floor: Floor, ratingSlipId: string | null): SeatedSlip | null {
  if (ratingSlipId === null) return null;
  return listSeatedSlips(floor.pits).find(({ slip }) => slip.id === ratingSlipId) ?? null;
}

/** Whether the player is due for recognition: at the table now, an hour of play, and no reward on the slip. */
export function isDue(slip: FloorSlip, nowMs: number): boolean {
  return slip.status === 'open' && slip.lastReward === null && playSecondsAt(slip, nowMs) >= DUE_AFTER_SECONDS;
}

/** The slips that are due, longest play first. */
export function listDue(pits: readonly Pit[], nowMs: number): SeatedSlip[] {
  return listSeatedSlips(pits)
    .filter(({ slip }) => isDue(slip, nowMs))
    .toSorted((a, b) => playSecondsAt(b.slip, nowMs) - playSecondsAt(a.slip, nowMs));
}

/** The seats of a table that nobody sits on. */
export function listFreeSeats(table: FloorTable): number[] {
  return table.seats.filter(({ slip }) => slip === null).map(({ seat }) => seat);
}

/** Live players in a pit. */
export function countPlayers(pits: readonly Pit[]): number {
  return listSeatedSlips(pits).length;
}

/**
 * Whether two readings of a seat look the same. Every reading of a running slip carries new figures as of its own
 * time; they are the same news when both grow from the same start.
 */
export function isSameReading(a: FloorSlip, b: FloorSlip): boolean {
  if (a === b) return true;
  const at = Date.parse(b.asOf);
  return (
    a.id === b.id &&
    a.seat === b.seat &&
    a.tableId === b.tableId &&
    a.status === b.status &&
    a.playerName === b.playerName &&
    a.averageBetCents === b.averageBetCents &&
    a.pausedAt === b.pausedAt &&
    a.tier === b.tier &&
    a.tierName === b.tierName &&
    a.balance === b.balance &&
    a.lastReward?.createdAt === b.lastReward?.createdAt &&
    a.lastReward?.points === b.lastReward?.points &&
    a.lastReward?.rewardName === b.lastReward?.rewardName &&
    a.lastReward?.coupon?.promoType === b.lastReward?.coupon?.promoType &&
    a.lastReward?.coupon?.faceValueCents === b.lastReward?.coupon?.faceValueCents &&
    Math.abs(playSecondsAt(a, at) - playSecondsAt(b, at)) <= SAME_TIME_SECONDS
  );
}

/** A short average-bet step that suits the size of the bet: 5 for small bets, up to 500. In cents. */
export function betStepCents(averageBetCents: number): number {
  if (averageBetCents < 5_000) return 500;
  if (averageBetCents < 25_000) return 2_500;
  if (averageBetCents < 100_000) return 5_000;
  if (averageBetCents < 500_000) return 10_000;
  return 50_000;
}

/** Where on the page a slip's tile is found, to give focus back to it. */
export function seatElementId(ratingSlipId: string): string {
  return `seat-${ratingSlipId}`;
}
