/** Query keys of authority, the tenant first so that no casino's data can answer for another's. */
export const authorityKeys = {
  limits: (casinoId: string) => [casinoId, 'authority', 'limits'] as const,
  left: (casinoId: string, playerId: string | null) => [casinoId, 'authority', 'left', playerId] as const,
  allRelations: (casinoId: string) => [casinoId, 'authority', 'relations'] as const,
  relations: (casinoId: string, playerId: string) => [...authorityKeys.allRelations(casinoId), playerId] as const,
  requests: (casinoId: string) => [casinoId, 'authority', 'requests'] as const,
  waiting: (casinoId: string) => [...authorityKeys.requests(casinoId), 'waiting'] as const,
  approvers: (casinoId: string, approvalId: string) =>
    [...authorityKeys.requests(casinoId), 'approvers', approvalId] as const,
  recent: (casinoId: string) => [...authorityKeys.requests(casinoId), 'recent'] as const,
};
