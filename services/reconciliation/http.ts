import type { z } from 'zod';
import { callApi, toQueryString } from '@/lib/client/api';
import { WORK_TIMEOUT_MS } from '@/lib/shared/batch-work';
import type {
  ApplyPreview,
  applyInputSchema,
  QueueCounts,
  QueueFilter,
  QueueSort,
  ReconciliationDetail,
  ReconciliationPage,
  ReconciliationResult,
  ReconciliationRun,
  RevertInput,
  RunOutcome,
  RunPage,
  RunResult,
  RunResultPage,
} from './dtos';

/** A page of the queue. */
export function fetchQueue(
  { search, ...filter }: QueueFilter,
  page: { sort: QueueSort; cursor?: string; limit?: number },
  signal?: AbortSignal,
): Promise<ReconciliationPage> {
  return callApi<ReconciliationPage>(`/reconciliations${toQueryString({ ...flagsAsText(filter), ...page })}`, {
    terms: { search },
    signal,
  });
}

/** How many rows of the queue are where. */
export function fetchQueueCounts({ search, ...filter }: QueueFilter, signal?: AbortSignal): Promise<QueueCounts> {
  return callApi<QueueCounts>(`/reconciliations/counts${toQueryString(flagsAsText(filter))}`, {
    terms: { search },
    signal,
  });
}

/** One row of the queue with all there is to it. */
export function fetchReconciliationRow(rowId: string, signal?: AbortSignal): Promise<ReconciliationDetail> {
  return callApi<ReconciliationDetail>(`/reconciliation-rows/${rowId}`, { signal });
}

/** What applying all that match a filter would do. */
export function fetchApplyPreview({ search, ...filter }: QueueFilter, signal?: AbortSignal): Promise<ApplyPreview> {
  return callApi<ApplyPreview>(`/reconciliations/preview${toQueryString(flagsAsText(filter))}`, {
    terms: { search },
    signal,
  });
}

/** Applies rows. While the answer's run is still running, continue it. */
export function applyReconciliation(
  body: z.input<typeof applyInputSchema>,
  idempotencyKey: string,
): Promise<RunOutcome> {
  return callApi('/reconciliations/apply', { method: 'POST', body, idempotencyKey, timeoutMs: WORK_TIMEOUT_MS });
}

/** Takes back what was applied from one row. */
export function revertReconciliation(
  id: string,
  body: RevertInput,
  idempotencyKey: string,
): Promise<ReconciliationResult> {
  return callApi(`/reconciliations/${id}/revert`, { method: 'POST', body, idempotencyKey });
}

/** Takes back all that a run applied. While the answer's run is still running, continue it. */
export function revertRun(runId: string, body: RevertInput, idempotencyKey: string): Promise<RunOutcome> {
  const path = `/reconciliation-runs/${runId}/revert`;
  return callApi(path, { method: 'POST', body, idempotencyKey, timeoutMs: WORK_TIMEOUT_MS });
}

/** Goes on with a run. */
export function continueRun(runId: string, idempotencyKey: string): Promise<RunOutcome> {
  const path = `/reconciliation-runs/${runId}/continue`;
  return callApi(path, { method: 'POST', body: {}, idempotencyKey, timeoutMs: WORK_TIMEOUT_MS });
}

/** Stops a run after the rows it is at. */
export function stopRun(runId: string, idempotencyKey: string): Promise<RunResult> {
  return callApi(`/reconciliation-runs/${runId}/stop`, { method: 'POST', body: {}, idempotencyKey });
}

/** Runs, newest first. */
export function fetchRuns(cursor?: string, signal?: AbortSignal): Promise<RunPage> {
  return callApi<RunPage>(`/reconciliation-runs${toQueryString({ cursor })}`, { signal });
}

/** One run, with how far it is. */
export function fetchRun(runId: string, signal?: AbortSignal): Promise<ReconciliationRun> {
  return callApi<ReconciliationRun>(`/reconciliation-runs/${runId}`, { signal });
}

/** What a run did with each row. */
export function fetchRunResults(runId: string, cursor?: string, signal?: AbortSignal): Promise<RunResultPage> {
  return callApi<RunResultPage>(`/reconciliation-runs/${runId}/results${toQueryString({ cursor })}`, { signal });
}

/** Where the report of an import or a run is to be had, for a link. */
export function reportHref(of: { importId: string } | { runId: string }): string {
  return `/api/v1/reconciliations/report.csv${toQueryString(of)}`;
}

function flagsAsText(filter: QueueFilter): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(filter).map(([name, value]) => [name, value === undefined ? undefined : String(value)]),
  );
}
