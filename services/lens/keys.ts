import type { Lens, LensPlace, LensQuery } from './dtos';

/** Query keys of what stands out, the tenant first so that no casino's data can answer for another's. */
export const lensKeys = {
  all: (casinoId: string) => [casinoId, 'lens'] as const,
  findings: (casinoId: string, query: LensQuery) => [casinoId, 'lens', 'findings', query] as const,
  count: (casinoId: string, lens: Lens) => [casinoId, 'lens', 'count', lens] as const,
  finding: (casinoId: string, findingId: string, place: LensPlace) =>
    [casinoId, 'lens', 'finding', findingId, place] as const,
};
