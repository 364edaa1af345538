import 'server-only';
import { callRpc, type Db } from '@/lib/server/db';
import { fromRow, toRow } from '@/lib/shared/wire';
import * as dto from './dtos';
import * as map from './mappers';

type PageRequest = { cursor?: string | undefined; limit: number };
/** Rows as the reader of a file gives them, and how far in the file they reach. */
export type RowChunk = { rows: { n: number; cells: string[] }[]; through: number; stagedBytes: number };

/** Imports, newest first. */
export async function listImports(db: Db, { cursor, limit }: PageRequest): Promise<dto.PlayerImportPage> {
  return fromRow(
    dto.playerImportPageSchema,
    await callRpc(db, 'rpc_list_player_imports', { p_before_import_id: cursor, p_limit: limit }),
  );
}

/** One import, with what helps to map it. IMPORT_NOT_FOUND. */
export async function getImport(db: Db, importId: string): Promise<dto.PlayerImportDetail> {
  return map.mapImportDetail(await callRpc(db, 'rpc_get_player_import', { p_import_id: importId }));
}

/** Rows of an import in the order of the file, with their errors. IMPORT_NOT_FOUND. */
export async function listImportRows(db: Db, importId: string, query: dto.ImportRowQuery): Promise<dto.ImportRowPage> {
  return map.mapImportRows(
    await callRpc(db, 'rpc_list_player_import_rows', {
      p_import_id: importId,
      p_status: query.status,
      p_after_row: query.cursor === undefined ? undefined : Number(query.cursor),
      p_limit: query.limit,
    }),
  );
}

/** Begins an import, or goes on with an interrupted one of the same file. */
export async function beginImport(db: Db, facts: dto.ImportFacts, idempotencyKey: string): Promise<dto.BegunImport> {
  return fromRow(
    dto.begunImportSchema,
    await callRpc(db, 'rpc_begin_player_import', {
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
    }),
  );
}

/** Stages the next rows of a file. */
export async function insertRows(
  db: Db,
  importId: string,
  chunk: RowChunk,
  isLast: boolean,
  key: string,
): Promise<dto.Staged> {
  return fromRow(
    dto.stagedSchema,
    await callRpc(db, 'rpc_stage_player_import', {
      p_import_id: importId,
      p_rows: chunk.rows,
      p_through: chunk.through,
      p_staged_bytes: chunk.stagedBytes,
      p_is_last: isLast,
      p_idempotency_key: key,
    }),
  );
}

/** Says how a file's columns are read. */
export async function updateMapping(
  db: Db,
  importId: string,
  mapping: dto.ImportMapping,
  key: string,
): Promise<dto.PlayerImportResult> {
  return fromRow(
    dto.playerImportResultSchema,
    await callRpc(db, 'rpc_map_player_import', {
      p_import_id: importId,
      p_mapping: toRow(mapping),
      p_idempotency_key: key,
    }),
  );
}

/** Reads the next rows of an import that is being checked. */
export async function checkRows(db: Db, importId: string, key: string): Promise<dto.PlayerImportResult> {
  return fromRow(
    dto.playerImportResultSchema,
    await callRpc(db, 'rpc_check_player_import', {
      p_import_id: importId,
      p_idempotency_key: key,
    }),
  );
}

/** Enrols the next players whom rows name and nobody knows. */
export async function insertPlayers(db: Db, importId: string, afterRow: number, key: string): Promise<dto.EnrolBatch> {
  return fromRow(
    dto.enrolBatchSchema,
    await callRpc(db, 'rpc_enrol_import_players', {
      p_import_id: importId,
      p_after_row: afterRow,
      p_idempotency_key: key,
    }),
  );
}

/** Stops an import that is being staged, or takes one away. IMPORT_NOT_FOUND, IMPORT_NOT_READY, IMPORT_IN_USE. */
export async function discardImport(db: Db, importId: string, key: string): Promise<dto.PlayerImportResult> {
  return fromRow(
    dto.playerImportResultSchema,
    await callRpc(db, 'rpc_discard_player_import', {
      p_import_id: importId,
      p_idempotency_key: key,
    }),
  );
}

/** Confirms whom rows are about, so that people are enrolled and raised by them. IMPORT_ROW_NOT_FOUND. */
export async function confirmIdentity(
  db: Db,
  { rowIds, note, expected }: dto.ConfirmIdentityInput,
  key: string,
): Promise<dto.ConfirmIdentityResult> {
  return fromRow(
    dto.confirmIdentityResultSchema,
    await callRpc(db, 'rpc_confirm_import_identity', {
      p_row_ids: rowIds,
      p_note: note,
      p_expected: expected,
      p_idempotency_key: key,
    }),
  );
}
