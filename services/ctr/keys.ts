import type { CtrCaseQuery } from './dtos';

/** Query keys of currency transaction reports, the tenant first so that no casino's data can answer for another's. */
export const ctrKeys = {
  all: (casinoId: string) => [casinoId, 'ctr'] as const,
  cases: (casinoId: string, filter: Partial<CtrCaseQuery>) => [casinoId, 'ctr', 'cases', filter] as const,
  case: (casinoId: string, caseId: string) => [casinoId, 'ctr', 'case', caseId] as const,
  batches: (casinoId: string) => [casinoId, 'ctr', 'batches'] as const,
  profile: (casinoId: string) => [casinoId, 'ctr', 'profile'] as const,
};
