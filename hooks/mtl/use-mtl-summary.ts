import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import type { MtlSummary, MtlSummaryQuery } from '@/services/mtl/dtos';
import { fetchMtlSummary, type MtlSummaryAnswer } from '@/services/mtl/http';
import { mtlKeys } from '@/services/mtl/keys';

/** Another tablet's entry shows within two seconds while the page is visible; one's own at once, by invalidation. */
const POLL_MS = 1_500;

/**
 * A gaming day's log as `MtlSummaryAnswer`. While nothing changed in it, the server answers 304 and the answer keeps its identity;
 * when something did, the lists on screen are read anew, so that one question watches all of the day.
 */
export function mtlSummaryQueryOptions(casinoId: string, query: MtlSummaryQuery) {
  return queryOptions({
    queryKey: mtlKeys.summary(casinoId, query),
    queryFn: async ({ client, queryKey, signal }): Promise<MtlSummaryAnswer> => {
      const previous = client.getQueryData<MtlSummaryAnswer>(queryKey);
      const answer = await fetchMtlSummary(query, previous, signal);
      if (previous && answer !== previous) void client.invalidateQueries({ queryKey: mtlKeys.everyList(casinoId) });
      return answer;
    },
    ...polling(POLL_MS),
  });
}

/** A gaming day's log, live; today's unless given. The day before stays until the other one is there. */
export function useMtlSummary(query: MtlSummaryQuery) {
  const { casino } = useMe();
  return useQuery({
    ...mtlSummaryQueryOptions(casino.id, query),
    select: toSummary,
    placeholderData: keepPreviousData,
  });
}

function toSummary({ summary }: MtlSummaryAnswer): MtlSummary {
  return summary;
}
