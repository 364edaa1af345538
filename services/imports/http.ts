import type { z } from 'zod';
import { callApi, toQueryString } from '@/lib/client/api';
import { uploadFile } from '@/lib/client/upload';
import { XLSX_TYPE } from '@/lib/shared/csv-form';
import type {
  ApplyPreview,
  applyInputSchema,
  ConfirmIdentityInput,
  ConfirmIdentityResult,
  EnrolResult,
  ImportMapping,
  ImportRowPage,
  ImportRowStatus,
  PlayerImportDetail,
  PlayerImportPage,
  PlayerImportResult,
  QueueCounts,
  QueueFilter,
  QueueSort,
  ReadingOptions,
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

/** A request that does batches answers within 20 s of work; the server's own calls come on top. */
const LONG_TIMEOUT_MS = 40_000;

type UploadInput = {
  file: File;
  allowDuplicate: boolean;
  /** What is not said of how the file is read is guessed. */
  reading?: ReadingOptions | undefined;
  onProgress: (share: number) => void;
  signal: AbortSignal;
};

/** Sends a file to be staged. The same key and file are the same import; the same file again goes on where it stopped. */
export function uploadImport(
  { file, allowDuplicate, reading, onProgress, signal }: UploadInput,
  idempotencyKey: string,
): Promise<PlayerImportResult> {
  const type = file.type === XLSX_TYPE ? XLSX_TYPE : 'text/csv';
  const query = toQueryString({ fileName: file.name, allowDuplicate: String(allowDuplicate), ...reading });
  return uploadFile(`/player-imports${query}`, file, { type, idempotencyKey, onProgress, signal });
}

/** Imports, newest first. */
export function fetchImports(cursor?: string, signal?: AbortSignal): Promise<PlayerImportPage> {
  return callApi<PlayerImportPage>(`/player-imports${toQueryString({ cursor })}`, { signal });
}

/** One import, with what helps to map it. */
export function fetchImport(importId: string, signal?: AbortSignal): Promise<PlayerImportDetail> {
  return callApi<PlayerImportDetail>(`/player-imports/${importId}`, { signal });
}

/** Rows of an import in the order of the file. */
export function fetchImportRows(
  importId: string,
  query: { status?: ImportRowStatus; cursor?: string; limit?: number },
  signal?: AbortSignal,
): Promise<ImportRowPage> {
  return callApi<ImportRowPage>(`/player-imports/${importId}/rows${toQueryString(query)}`, { signal });
}

/** Says how the columns are read. The answer may still be `checking`: ask for the import until it is not. */
export function mapImport(importId: string, body: ImportMapping, idempotencyKey: string): Promise<PlayerImportResult> {
  const path = `/player-imports/${importId}/mapping`;
  return callApi(path, { method: 'POST', body, idempotencyKey, timeoutMs: LONG_TIMEOUT_MS });
}

/** Enrols the players whom rows name and nobody knows. */
export function enrolImportPlayers(importId: string, idempotencyKey: string): Promise<EnrolResult> {
  const path = `/player-imports/${importId}/players`;
  return callApi(path, { method: 'POST', body: {}, idempotencyKey, timeoutMs: 5 * LONG_TIMEOUT_MS });
}

/** Stops an import that is being staged, or takes one away. */
export function discardImport(importId: string, idempotencyKey: string): Promise<PlayerImportResult> {
  return callApi(`/player-imports/${importId}/discard`, { method: 'POST', body: {}, idempotencyKey });
}

/** A page of the queue. */
export function fetchQueue(
  filter: QueueFilter,
  page: { sort: QueueSort; cursor?: string; limit?: number },
  signal?: AbortSignal,
): Promise<ReconciliationPage> {
  return callApi<ReconciliationPage>(`/reconciliations${toQueryString({ ...flagsAsText(filter), ...page })}`, {
    signal,
  });
}

/** How many rows of the queue are where. */
export function fetchQueueCounts(filter: QueueFilter, signal?: AbortSignal): Promise<QueueCounts> {
  return callApi<QueueCounts>(`/reconciliations/counts${toQueryString(flagsAsText(filter))}`, { signal });
}

/** One row of the queue with all there is to it. */
export function fetchReconciliationRow(rowId: string, signal?: AbortSignal): Promise<ReconciliationDetail> {
  return callApi<ReconciliationDetail>(`/reconciliation-rows/${rowId}`, { signal });
}

/** What applying all that match a filter would do. */
export function fetchApplyPreview(filter: QueueFilter, signal?: AbortSignal): Promise<ApplyPreview> {
  return callApi<ApplyPreview>(`/reconciliations/preview${toQueryString(flagsAsText(filter))}`, { signal });
}

/** Confirms whom rows are about. */
export function confirmIdentity(body: ConfirmIdentityInput, idempotencyKey: string): Promise<ConfirmIdentityResult> {
  return callApi('/reconciliations/confirm-identity', { method: 'POST', body, idempotencyKey });
}

/** Applies rows. While the answer's run is still running, continue it. */
export function applyReconciliation(
  body: z.input<typeof applyInputSchema>,
  idempotencyKey: string,
): Promise<RunOutcome> {
  return callApi('/reconciliations/apply', { method: 'POST', body, idempotencyKey, timeoutMs: LONG_TIMEOUT_MS });
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
  return callApi(path, { method: 'POST', body, idempotencyKey, timeoutMs: LONG_TIMEOUT_MS });
}

/** Goes on with a run. */
export function continueRun(runId: string, idempotencyKey: string): Promise<RunOutcome> {
  const path = `/reconciliation-runs/${runId}/continue`;
  return callApi(path, { method: 'POST', body: {}, idempotencyKey, timeoutMs: LONG_TIMEOUT_MS });
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
