import type { ExclusionHitQuery, ExclusionProposalQuery, ExclusionQuery } from './dtos';

/** Query keys of exclusions, the tenant first so that no casino's data can answer for another's. */
export const exclusionKeys = {
  all: (casinoId: string) => [casinoId, 'exclusions'] as const,
  list: (casinoId: string, filter: Partial<ExclusionQuery>) => [casinoId, 'exclusions', 'list', filter] as const,
  hits: (casinoId: string, filter: Partial<ExclusionHitQuery>) => [casinoId, 'exclusions', 'hits', filter] as const,
  lists: (casinoId: string) => [casinoId, 'exclusions', 'lists'] as const,
  proposals: (casinoId: string, filter: Partial<ExclusionProposalQuery>) =>
    [casinoId, 'exclusions', 'proposals', filter] as const,
};
