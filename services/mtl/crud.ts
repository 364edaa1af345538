import 'server-only';
import { callRpc, type Db } from '@/lib/server/db';
import type { Page } from '@/lib/shared/schemas';
import { fromRow, toRow } from '@/lib/shared/wire';
import * as dto from './dtos';

/** Entries of the log, the newest first. PLAYER_NOT_FOUND, UNKNOWN_PATRON_NOT_FOUND, TABLE_NOT_FOUND. */
export async function listEntries(db: Db, query: dto.MtlEntryQuery): Promise<Page<dto.MtlEntry>> {
  return fromRow(
    dto.mtlEntryPageSchema,
    await callRpc(db, 'rpc_list_mtl_entries', {
      p_gaming_day: query.gamingDay,
      p_player_id: query.playerId,
      p_unknown_patron_id: query.unknownPatronId,
      p_direction: query.direction,
      p_kind: query.kind,
      p_table_id: query.tableId,
      p_is_after_close: query.isAfterClose === undefined ? undefined : query.isAfterClose === 'true',
      p_before_entry_id: query.cursor,
      p_limit: query.limit,
      p_area: query.area,
    }),
  );
}

/** Logs one movement of value, at most once per key; a case opens by itself. Refused by code. */
export async function recordEntry(
  db: Db,
  input: dto.RecordMtlEntryInput,
  idempotencyKey: string,
): Promise<dto.MtlEntryResult> {
  return fromRow(
    dto.mtlEntryResultSchema,
    await callRpc(db, 'rpc_record_mtl_entry', {
      p_kind: input.kind,
      p_tender: input.tender,
      p_amount_cents: input.amountCents,
      p_player_id: input.playerId,
      p_unknown_patron_id: input.unknownPatronId,
      p_unknown_patron: input.unknownPatron && toRow(input.unknownPatron),
      p_table_id: input.tableId,
      p_rating_slip_id: input.ratingSlipId,
      p_area: input.area,
      p_agent_of_player_id: input.agentOfPlayerId,
      p_shared_with: input.sharedWith && toRow(input.sharedWith),
      p_occurred_at: input.occurredAt,
      p_note: input.note,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** What an entry would make of the patron's gaming day. */
export async function previewEntry(db: Db, query: dto.PreviewMtlEntryQuery): Promise<dto.MtlPreview> {
  return fromRow(
    dto.mtlPreviewSchema,
    await callRpc(db, 'rpc_preview_mtl_entry', {
      p_kind: query.kind,
      p_tender: query.tender,
      p_amount_cents: query.amountCents,
      p_player_id: query.playerId,
      p_unknown_patron_id: query.unknownPatronId,
      p_occurred_at: query.occurredAt,
    }),
  );
}

/** Takes an entry out of the totals. MTL_ENTRY_NOT_FOUND, MTL_ENTRY_VOIDED. */
export async function voidEntry(
  db: Db,
  entryId: string,
  reason: string,
  idempotencyKey: string,
): Promise<dto.MtlEntryResult> {
  return fromRow(
    dto.mtlEntryResultSchema,
    await callRpc(db, 'rpc_void_mtl_entry', {
      p_entry_id: entryId,
      p_reason: reason,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Says who an unknown patron turned out to be. UNKNOWN_PATRON_NOT_FOUND, PLAYER_NOT_FOUND, UNKNOWN_PATRON_IDENTIFIED. */
export async function identifyPatron(
  db: Db,
  unknownPatronId: string,
  input: dto.IdentifyPatronInput,
  idempotencyKey: string,
): Promise<dto.IdentifyPatronResult> {
  return fromRow(
    dto.identifyPatronResultSchema,
    await callRpc(db, 'rpc_identify_unknown_patron', {
      p_unknown_patron_id: unknownPatronId,
      p_player_id: input.playerId ?? undefined,
      p_reason: input.reason,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Which state a gaming day's log is in, today's unless given. */
export async function getDayVersion(db: Db, { gamingDay }: dto.MtlSummaryQuery): Promise<string> {
  const answer = await callRpc(db, 'rpc_mtl_day_version', { p_gaming_day: gamingDay });
  return fromRow(dto.mtlDayVersionSchema, answer).version;
}

/** A gaming day's log, today's unless given. */
export async function getSummary(db: Db, { gamingDay }: dto.MtlSummaryQuery): Promise<dto.MtlSummary> {
  return fromRow(dto.mtlSummarySchema, await callRpc(db, 'rpc_mtl_gaming_day_summary', { p_gaming_day: gamingDay }));
}

/** A second person signs a gaming day. MTL_DAY_CLOSED, SECOND_PERSON_REQUIRED. */
export async function closeGamingDay(
  db: Db,
  gamingDay: string,
  { note }: dto.CloseMtlDayInput,
  idempotencyKey: string,
): Promise<dto.MtlDayCloseResult> {
  return fromRow(
    dto.mtlDayCloseResultSchema,
    await callRpc(db, 'rpc_close_mtl_gaming_day', {
      p_gaming_day: gamingDay,
      p_note: note,
      p_idempotency_key: idempotencyKey,
    }),
  );
}
