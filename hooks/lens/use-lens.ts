import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { useIntentMutation } from '@/hooks/intent-mutation';
import type { LensPlace, LensQuery } from '@/services/lens/dtos';
import { acknowledgeFinding, fetchFinding, fetchFindings } from '@/services/lens/http';
import { lensKeys } from '@/services/lens/keys';

/** What stands out in some days. It is worked out anew whenever it is asked for, so it is not polled. */
export function useFindings(query: LensQuery) {
  const { casino } = useMe();
  return useQuery({
    queryKey: lensKeys.findings(casino.id, query),
    queryFn: ({ signal }) => fetchFindings(query, signal),
    placeholderData: keepPreviousData,
  });
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
