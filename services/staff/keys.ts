import type { StaffQuery } from './dtos';

/** Query keys of the staff, the tenant first. */
export const staffKeys = {
  all: (casinoId: string) => [casinoId, 'staff'] as const,
  list: (casinoId: string, filter: Partial<StaffQuery>) => [casinoId, 'staff', 'list', filter] as const,
  member: (casinoId: string, id: string) => [casinoId, 'staff', 'member', id] as const,
};
