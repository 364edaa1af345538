import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { paging } from '@/hooks/paging';
import { pagePolling, polling } from '@/hooks/polling';
import type { Reconciliation, ReconciliationRun } from '@/services/reconciliation/dtos';
import { fetchRun, fetchRunResults, fetchRuns } from '@/services/reconciliation/http';
import { reconciliationKeys } from '@/services/reconciliation/keys';

/** While a run is under way somebody watches its count. */
const UNDER_WAY_MS = 1_000;
const AT_REST_MS = 10_000;

/** The newest runs, in step with one that is under way, or about to be (`isWatched`). */
export function useLatestRuns(isWatched: boolean) {
  const { casino } = useMe();
  return useQuery({
    queryKey: [...reconciliationKeys.runs(casino.id), 'latest'],
    queryFn: async ({ signal }) => (await fetchRuns(undefined, signal)).items,
    ...polling(AT_REST_MS),
    refetchInterval: ({ state }) => (isWatched || state.data?.some(isRunning) ? UNDER_WAY_MS : AT_REST_MS),
  });
}

/** All runs, newest first, page by page. */
export function useRuns() {
  const { casino } = useMe();
  return useInfiniteQuery({
    queryKey: [...reconciliationKeys.runs(casino.id), 'list'],
    queryFn: ({ pageParam, signal }) => fetchRuns(pageParam.cursor, signal),
    ...paging<ReconciliationRun>(),
    ...pagePolling(AT_REST_MS),
  });
}

/** One run, with how far it is. */
export function useRun(runId: string) {
  const { casino } = useMe();
  return useQuery({
    queryKey: [...reconciliationKeys.runs(casino.id), runId, 'run'],
    queryFn: ({ signal }) => fetchRun(runId, signal),
    ...polling(AT_REST_MS),
    refetchInterval: ({ state }) => (state.data && isRunning(state.data) ? UNDER_WAY_MS : AT_REST_MS),
  });
}

/** What a run did with each row, in the order it did them. What is on record does not change: it is read once. */
export function useRunResults(runId: string, doneCount: number) {
  const { casino } = useMe();
  return useInfiniteQuery({
    queryKey: [...reconciliationKeys.runResults(casino.id, runId), doneCount],
    queryFn: ({ pageParam, signal }) => fetchRunResults(runId, pageParam.cursor, signal),
    ...paging<Reconciliation>(),
    placeholderData: (before) => before,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

function isRunning({ status }: ReconciliationRun): boolean {
  return status === 'running';
}
