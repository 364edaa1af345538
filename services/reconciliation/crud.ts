import 'server-only';
import { callRpc, type Db } from '@/lib/server/db';
import { fromRow, toRow } from '@/lib/shared/wire';
import * as dto from './dtos';
import * as map from './mappers';

type PageRequest = { cursor?: string | undefined; limit: number };

/** A page of the queue under a filter. */
export async function listQueue(
  db: Db,
  { cursor, limit, sort, ...filter }: dto.QueueQuery,
): Promise<dto.ReconciliationPage> {
  return fromRow(
    dto.reconciliationPageSchema,
    await callRpc(db, 'rpc_list_reconciliations', {
      p_filter: filterRow(filter),
      p_sort: sort,
      p_after_row_id: cursor,
      p_limit: limit,
    }),
  );
}

/** How many rows of the queue are where. */
export async function countQueue(db: Db, filter: dto.QueueFilter): Promise<dto.QueueCounts> {
  return fromRow(
    dto.queueCountsSchema,
    await callRpc(db, 'rpc_count_reconciliations', { p_filter: filterRow(filter) }),
  );
}

/** One row of the queue with all there is to it. IMPORT_ROW_NOT_FOUND. */
export async function getRow(db: Db, rowId: string): Promise<dto.ReconciliationDetail> {
  return map.mapReconciliationDetail(await callRpc(db, 'rpc_get_reconciliation_row', { p_row_id: rowId }));
}

/** What applying all that match a filter would do. */
export async function previewApply(db: Db, filter: dto.QueueFilter): Promise<dto.ApplyPreview> {
  return fromRow(
    dto.applyPreviewSchema,
    await callRpc(db, 'rpc_preview_reconciliation', { p_filter: filterRow(filter) }),
  );
}

/** Runs, newest first. */
export async function listRuns(db: Db, { cursor, limit }: PageRequest): Promise<dto.RunPage> {
  return fromRow(
    dto.runPageSchema,
    await callRpc(db, 'rpc_list_reconciliation_runs', { p_before_run_id: cursor, p_limit: limit }),
  );
}

/** One run, with how far it is. RUN_NOT_FOUND. */
export async function getRun(db: Db, runId: string): Promise<dto.ReconciliationRun> {
  return fromRow(dto.reconciliationRunSchema, await callRpc(db, 'rpc_get_reconciliation_run', { p_run_id: runId }));
}

/** What a run did with each row, in the order it did them. RUN_NOT_FOUND. */
export async function listRunResults(
  db: Db,
  runId: string,
  { cursor, limit }: PageRequest,
): Promise<dto.RunResultPage> {
  return fromRow(
    dto.runResultPageSchema,
    await callRpc(db, 'rpc_list_run_results', { p_run_id: runId, p_after_id: cursor, p_limit: limit }),
  );
}

/** Starts to apply rows. */
export async function startApply(db: Db, input: dto.ApplyInput, key: string): Promise<dto.RunResult> {
  return fromRow(
    dto.runResultSchema,
    await callRpc(db, 'rpc_apply_reconciliation', {
      p_policy: input.policy,
      p_row_ids: input.rowIds,
      p_filter: input.filter && filterRow(input.filter),
      p_confirm_unknown_freshness: input.confirmUnknownFreshness,
      p_idempotency_key: key,
    }),
  );
}

/** Takes back what was applied from one row. RECONCILIATION_NOT_FOUND, ALREADY_RECONCILED, TIER_CHANGED_SINCE. */
export async function revert(
  db: Db,
  id: string,
  input: dto.RevertInput,
  key: string,
): Promise<dto.ReconciliationResult> {
  return fromRow(
    dto.reconciliationResultSchema,
    await callRpc(db, 'rpc_revert_reconciliation', {
      p_id: id,
      p_reason: input.reason,
      p_confirm_tier_changed: input.confirmTierChanged,
      p_idempotency_key: key,
    }),
  );
}

/** Starts to take back a run. */
export async function startRevert(db: Db, runId: string, input: dto.RevertInput, key: string): Promise<dto.RunResult> {
  return fromRow(
    dto.runResultSchema,
    await callRpc(db, 'rpc_revert_reconciliation_run', {
      p_run_id: runId,
      p_reason: input.reason,
      p_confirm_tier_changed: input.confirmTierChanged,
      p_idempotency_key: key,
    }),
  );
}

/** Does the next rows of a run. */
export async function continueRun(db: Db, runId: string, key: string): Promise<dto.RunResult> {
  return fromRow(
    dto.runResultSchema,
    await callRpc(db, 'rpc_continue_reconciliation_run', {
      p_run_id: runId,
      p_idempotency_key: key,
    }),
  );
}

/** Stops a run after the rows it is at. RUN_NOT_FOUND. */
export async function stopRun(db: Db, runId: string, key: string): Promise<dto.RunResult> {
  return fromRow(
    dto.runResultSchema,
    await callRpc(db, 'rpc_stop_reconciliation_run', {
      p_run_id: runId,
      p_idempotency_key: key,
    }),
  );
}

/** Rows of an import with all that was done with them. */
export async function listImportReport(
  db: Db,
  importId: string,
  afterRow: number,
  limit: number,
): Promise<dto.ImportReportPage> {
  return map.mapImportReport(
    await callRpc(db, 'rpc_list_import_report', { p_import_id: importId, p_after_row: afterRow, p_limit: limit }),
  );
}

/** A filter without what is not said: the database knows no such thing as undefined. */
function filterRow(filter: dto.QueueFilter) {
  return toRow(Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)));
}
