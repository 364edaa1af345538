/** Query keys of the floor context, the tenant first. */
export const floorKeys = {
  floor: (casinoId: string) => [casinoId, 'floor', 'view'] as const,
  slip: (casinoId: string, ratingSlipId: string) => [casinoId, 'floor', 'slip', ratingSlipId] as const,
  closePreview: (casinoId: string, ratingSlipId: string, endedAt: string | null) =>
    [casinoId, 'floor', 'slip', ratingSlipId, 'close', endedAt] as const,
  heldSlips: (casinoId: string) => [casinoId, 'floor', 'held-slips'] as const,
  players: (casinoId: string, query: string) => [casinoId, 'floor', 'players', query] as const,
  playerList: (casinoId: string, filter: object) => [casinoId, 'floor', 'players', filter] as const,
  player: (casinoId: string, playerId: string) => [casinoId, 'floor', 'player', playerId] as const,
  playerProfile: (casinoId: string, playerId: string) => [casinoId, 'floor', 'player', playerId, 'profile'] as const,
  playerNotes: (casinoId: string, playerId: string) => [casinoId, 'floor', 'player', playerId, 'notes'] as const,
  hosts: (casinoId: string) => [casinoId, 'floor', 'hosts'] as const,
  recognition: (casinoId: string, playerId: string) => [casinoId, 'floor', 'player', playerId, 'recognition'] as const,
  seating: (casinoId: string, playerId: string) => [casinoId, 'floor', 'player', playerId, 'seating'] as const,
  playerVisits: (casinoId: string, playerId: string) => [casinoId, 'floor', 'player', playerId, 'visits'] as const,
};
