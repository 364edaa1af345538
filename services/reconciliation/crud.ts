import 'server-only';
import { type Db, runRpc } from '@/lib/server/db';
import { toRow } from '@/lib/shared/wire';
import type { ApplyInput, QueueFilter, QueueQuery, RevertInput } from './dtos';

type PageRequest = { cursor?: string | undefined; limit: number };

/** The queue. */
export function selectQueue(db: Db, { cursor, limit, sort, ...filter }: QueueQuery): Promise<unknown> {
  return runRpc(
    'rpc_list_reconciliations',
    db.client.rpc('rpc_list_reconciliations', {
      p_filter: filterRow(filter),
      p_sort: sort,
      p_after_row_id: cursor,
      p_limit: limit,
    }),
  );
}

/** How many rows of the queue are where. */
export function selectQueueCounts(db: Db, filter: QueueFilter): Promise<unknown> {
  return runRpc(
    'rpc_count_reconciliations',
    db.client.rpc('rpc_count_reconciliations', { p_filter: filterRow(filter) }),
  );
}

/** One row of the queue with all there is to it. */
export function selectQueueRow(db: Db, rowId: string): Promise<unknown> {
  return runRpc('rpc_get_reconciliation_row', db.client.rpc('rpc_get_reconciliation_row', { p_row_id: rowId }));
}

/** What applying all that match a filter would do. */
export function selectPreview(db: Db, filter: QueueFilter): Promise<unknown> {
  return runRpc(
    'rpc_preview_reconciliation',
    db.client.rpc('rpc_preview_reconciliation', { p_filter: filterRow(filter) }),
  );
}

/** Starts to apply rows. */
export function startApply(db: Db, input: ApplyInput, key: string): Promise<unknown> {
  return runRpc(
    'rpc_apply_reconciliation',
    db.client.rpc('rpc_apply_reconciliation', {
      p_policy: input.policy,
      p_row_ids: input.rowIds,
      p_filter: input.filter && filterRow(input.filter),
      p_confirm_unknown_freshness: input.confirmUnknownFreshness,
      p_idempotency_key: key,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Takes back what was applied from one row. */
export function revertReconciliation(db: Db, id: string, input: RevertInput, key: string): Promise<unknown> {
  return runRpc(
    'rpc_revert_reconciliation',
    db.client.rpc('rpc_revert_reconciliation', {
      p_id: id,
      p_reason: input.reason,
      p_confirm_tier_changed: input.confirmTierChanged,
      p_idempotency_key: key,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Starts to take back a run. */
export function startRevert(db: Db, runId: string, input: RevertInput, key: string): Promise<unknown> {
  return runRpc(
    'rpc_revert_reconciliation_run',
    db.client.rpc('rpc_revert_reconciliation_run', {
      p_run_id: runId,
      p_reason: input.reason,
      p_confirm_tier_changed: input.confirmTierChanged,
      p_idempotency_key: key,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Does the next rows of a run. */
export function continueRun(db: Db, runId: string, key: string): Promise<unknown> {
  return runRpc(
    'rpc_continue_reconciliation_run',
    db.client.rpc('rpc_continue_reconciliation_run', {
      p_run_id: runId,
      p_idempotency_key: key,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Stops a run. */
export function stopRun(db: Db, runId: string, key: string): Promise<unknown> {
  return runRpc(
    'rpc_stop_reconciliation_run',
    db.client.rpc('rpc_stop_reconciliation_run', {
      p_run_id: runId,
      p_idempotency_key: key,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Runs, newest first. */
export function selectRuns(db: Db, { cursor, limit }: PageRequest): Promise<unknown> {
  return runRpc(
    'rpc_list_reconciliation_runs',
    db.client.rpc('rpc_list_reconciliation_runs', { p_before_run_id: cursor, p_limit: limit }),
  );
}

/** One run. */
export function selectRun(db: Db, runId: string): Promise<unknown> {
  return runRpc('rpc_get_reconciliation_run', db.client.rpc('rpc_get_reconciliation_run', { p_run_id: runId }));
}

/** What a run did with each row, in the order it did them. */
export function selectRunResults(db: Db, runId: string, { cursor, limit }: PageRequest): Promise<unknown> {
  return runRpc(
    'rpc_list_run_results',
    db.client.rpc('rpc_list_run_results', { p_run_id: runId, p_after_id: cursor, p_limit: limit }),
  );
}

/** Rows of an import with all that was done with them. */
export function selectImportReport(db: Db, importId: string, afterRow: number, limit: number): Promise<unknown> {
  return runRpc(
    'rpc_list_import_report',
    db.client.rpc('rpc_list_import_report', { p_import_id: importId, p_after_row: afterRow, p_limit: limit }),
  );
}

/** A filter without what is not said: the database knows no such thing as undefined. */
function filterRow(filter: QueueFilter) {
  return toRow(Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)));
}
