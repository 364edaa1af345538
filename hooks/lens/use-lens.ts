import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { useIntentMutation } from '@/hooks/intent-mutation';
import type { LensCount, LensFindings, LensPlace, LensQuery } from '@/services/lens/dtos';
import { acknowledgeFinding, acknowledgeFindings, fetchFinding, fetchFindings } from '@/services/lens/http';
import { lensKeys } from '@/services/lens/keys';

/** What stands out in some days. It is worked out anew whenever it is asked for, so it is not polled. */
export function useFindings(query: LensQuery) {
  const { casino } = useMe();
  const client = useQueryClient();
  return useQuery({
    queryKey: lensKeys.findings(casino.id, query),
    queryFn: async ({ signal }) => {
      const found = await fetchFindings(query, signal);
      client.setQueryData<LensCount>(lensKeys.count(casino.id, query.lens), (known) => recount(known, query, found));
      return found;
    },
    placeholderData: keepPreviousData,
  });
}

/** What waits, when a list of just those days was worked out after it was counted; undefined where the list says nothing of it. */
function recount(known: LensCount | undefined, { withAcknowledged }: LensQuery, { from, to, total }: LensFindings) {
  const isOfThose = known?.from === from && known.to === to && withAcknowledged !== true;
  return isOfThose ? { from, to, count: total } : undefined;
}

/** The rows behind a finding. */
export function useFinding(findingId: string, place: LensPlace) {
  const { casino } = useMe();
  return useQuery({
    queryKey: lensKeys.finding(casino.id, findingId, place),
    queryFn: ({ signal }) => fetchFinding(findingId, place, signal),
  });
}

/** Says that one looked into a finding. Refused with `LENS_FINDING_ACKNOWLEDGED` when somebody was first. */
export function useAcknowledgeFinding() {
  return useIntentMutation({
    operation: 'acknowledge-finding',
    send: acknowledgeFinding,
    refresh: (client, casinoId) => client.invalidateQueries({ queryKey: lensKeys.all(casinoId) }),
  });
}

/** Says that one looked into several findings as they are shown, in one step. What changed meanwhile is passed over. */
export function useAcknowledgeFindings() {
  return useIntentMutation({
    operation: 'acknowledge-findings',
    send: acknowledgeFindings,
    refresh: (client, casinoId) => client.invalidateQueries({ queryKey: lensKeys.all(casinoId) }),
  });
}
