/** Query keys of permissions, the tenant first so that no casino's data can answer for another's. */
export const permissionKeys = {
  all: (casinoId: string) => [casinoId, 'permissions'] as const,
  matrix: (casinoId: string) => [casinoId, 'permissions', 'matrix'] as const,
  waiting: (casinoId: string) => [casinoId, 'permissions', 'waiting'] as const,
  approvals: (casinoId: string) => [casinoId, 'permissions', 'approvals'] as const,
};
