import 'server-only';
import { type Db, runRpc } from '@/lib/server/db';
import { toRow } from '@/lib/shared/wire';
import type {
  ApplyInput,
  ConfirmIdentityInput,
  ImportFacts,
  ImportMapping,
  ImportRowQuery,
  QueueFilter,
  QueueQuery,
  RevertInput,
} from './dtos';

type PageRequest = { cursor?: string | undefined; limit: number };
/** Rows as the reader of a file gives them, and how far in the file they reach. */
export type RowChunk = { rows: { n: number; cells: string[] }[]; through: number; stagedBytes: number };

/** Begins an import, or goes on with an interrupted one of the same file. */
export function beginImport(db: Db, facts: ImportFacts, idempotencyKey: string): Promise<unknown> {
  return runRpc(
    'rpc_begin_player_import',
    db.client.rpc('rpc_begin_player_import', {
      p_file_name: facts.fileName,
      p_sha256: facts.sha256,
      p_size_bytes: facts.sizeBytes,
      p_encoding: facts.encoding,
      p_delimiter: facts.delimiter,
      p_headers: facts.headers,
      p_header_row: facts.headerRow,
      ...(facts.sheet === null ? {} : { p_sheet: facts.sheet, p_sheets: facts.sheets }),
      p_allow_duplicate: facts.allowDuplicate,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Stages the next rows of a file. */
export function insertRows(db: Db, importId: string, chunk: RowChunk, isLast: boolean, key: string): Promise<unknown> {
  return runRpc(
    'rpc_stage_player_import',
    db.client.rpc('rpc_stage_player_import', {
      p_import_id: importId,
      p_rows: chunk.rows,
      p_through: chunk.through,
      p_staged_bytes: chunk.stagedBytes,
      p_is_last: isLast,
      p_idempotency_key: key,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Says how a file's columns are read. */
export function updateMapping(db: Db, importId: string, mapping: ImportMapping, key: string): Promise<unknown> {
  return runRpc(
    'rpc_map_player_import',
    db.client.rpc('rpc_map_player_import', {
      p_import_id: importId,
      p_mapping: toRow(mapping),
      p_idempotency_key: key,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Reads the next rows of an import that is being checked. */
export function checkRows(db: Db, importId: string, key: string): Promise<unknown> {
  return runRpc(
    'rpc_check_player_import',
    db.client.rpc('rpc_check_player_import', {
      p_import_id: importId,
      p_idempotency_key: key,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Enrols the next players whom rows name and nobody knows. */
export function insertPlayers(db: Db, importId: string, afterRow: number, key: string): Promise<unknown> {
  return runRpc(
    'rpc_enrol_import_players',
    db.client.rpc('rpc_enrol_import_players', {
      p_import_id: importId,
      p_after_row: afterRow,
      p_idempotency_key: key,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Stops an import, or takes it away. */
export function discardImport(db: Db, importId: string, key: string): Promise<unknown> {
  return runRpc(
    'rpc_discard_player_import',
    db.client.rpc('rpc_discard_player_import', {
      p_import_id: importId,
      p_idempotency_key: key,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Imports, newest first. */
export function selectImports(db: Db, { cursor, limit }: PageRequest): Promise<unknown> {
  return runRpc(
    'rpc_list_player_imports',
    db.client.rpc('rpc_list_player_imports', { p_before_import_id: cursor, p_limit: limit }),
  );
}

/** One import. */
export function selectImport(db: Db, importId: string): Promise<unknown> {
  return runRpc('rpc_get_player_import', db.client.rpc('rpc_get_player_import', { p_import_id: importId }));
}

/** Rows of an import in the order of the file. */
export function selectImportRows(db: Db, importId: string, query: ImportRowQuery): Promise<unknown> {
  return runRpc(
    'rpc_list_player_import_rows',
    db.client.rpc('rpc_list_player_import_rows', {
      p_import_id: importId,
      p_status: query.status,
      p_after_row: query.cursor === undefined ? undefined : Number(query.cursor),
      p_limit: query.limit,
    }),
  );
}

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

/** Confirms whom rows are about. */
export function confirmIdentity(
  db: Db,
  { rowIds, note, expected }: ConfirmIdentityInput,
  key: string,
): Promise<unknown> {
  return runRpc(
    'rpc_confirm_import_identity',
    db.client.rpc('rpc_confirm_import_identity', {
      p_row_ids: rowIds,
      p_note: note,
      p_expected: expected,
      p_idempotency_key: key,
      p_correlation_id: db.correlationId,
    }),
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
