import type { FloorSlip } from '@/services/floor/dtos';

/** When the server looked at the floor. */
export const AS_OF = '2026-11-20T20:00:00Z';

/** A player at a table: an hour of play, no reward yet. */
export function makeSlip(changes: Partial<FloorSlip> = {}): FloorSlip {
  return {
    id: 'slip-1',
    visitId: 'visit-1',
    playerId: 'player-1',
    playerName: 'Ray Okafor',
    tableId: 'table-1',
    tableLabel: 'BJ-01',
    gameType: 'blackjack',
    seat: 1,
    status: 'open',
    betEnteredAt: '2026-11-20T10:00:00.000Z',
    averageBetCents: 15_000,
    startedAt: '2026-11-20T19:00:00Z',
    pausedAt: null,
    endedAt: null,
    playSeconds: 3_600,
    theoCents: 10_500,
    theoPerHourCents: 10_500,
    asOf: AS_OF,
    tier: 'gold',
    tierName: 'Gold',
    balance: 12_480,
    lastReward: null,
    ...changes,
  };
}
