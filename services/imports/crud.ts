import 'server-only';
import { type Db, runRpc } from '@/lib/server/db';
import { toRow } from '@/lib/shared/wire';
import type { ConfirmIdentityInput, ImportFacts, ImportMapping, ImportRowQuery } from './dtos';

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
