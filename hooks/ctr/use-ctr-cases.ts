import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { paging } from '@/hooks/paging';
import { pagePolling, polling } from '@/hooks/polling';
import type { CtrBatchItem, CtrCase, CtrCaseQuery } from '@/services/ctr/dtos';
import { fetchBatches, fetchCase, fetchCases, fetchFilingProfile } from '@/services/ctr/http';
import { ctrKeys } from '@/services/ctr/keys';

/** What narrows the list of cases down. */
export type CtrCaseFilter = Partial<Omit<CtrCaseQuery, 'cursor' | 'limit'>>;

const LIST_POLL_MS = 15_000;
const CASE_POLL_MS = 5_000;

/** Cases page by page; the list before stays until the next one is there. */
export function useCtrCases(filter: CtrCaseFilter) {
  const { casino } = useMe();
  return useInfiniteQuery({
    queryKey: ctrKeys.cases(casino.id, filter),
    queryFn: ({ pageParam, signal }) => fetchCases({ ...filter, ...pageParam }, signal),
    ...paging<CtrCase>(),
    placeholderData: keepPreviousData,
    ...pagePolling(LIST_POLL_MS),
  });
}

/** One case. What the cash log or somebody else changes of it shows within seconds. */
export function useCtrCase(caseId: string) {
  const { casino } = useMe();
  return useQuery({
    queryKey: ctrKeys.case(casino.id, caseId),
    queryFn: ({ signal }) => fetchCase(caseId, signal),
    ...polling(CASE_POLL_MS),
  });
}

/** Files that went to FinCEN, newest first. */
export function useCtrBatches() {
  const { casino } = useMe();
  return useInfiniteQuery({
    queryKey: ctrKeys.batches(casino.id),
    queryFn: ({ pageParam, signal }) => fetchBatches(pageParam.cursor, signal),
    ...paging<CtrBatchItem>(),
  });
}

/** What the form asks of the house. */
export function useFilingProfile() {
  const { casino } = useMe();
  return useQuery({ queryKey: ctrKeys.profile(casino.id), queryFn: ({ signal }) => fetchFilingProfile(signal) });
}
