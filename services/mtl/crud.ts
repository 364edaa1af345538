import 'server-only';
import { callRpc, type Db } from '@/lib/server/db';
import type { Page } from '@/lib/shared/schemas';
import { fromRow, toRow } from '@/lib/shared/wire';
import * as dto from './dtos';

/**
 * A page of the log, of the newest gaming day and the highest number first, also rows that void; amounts in cents. `cursor` is
 * the last entry of the page before. That an unknown patron was asked for goes on record. PLAYER_NOT_FOUND,
 * UNKNOWN_PATRON_NOT_FOUND, TABLE_NOT_FOUND; VALIDATION_FAILED for a cursor or a filter that is none.
 */
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

/**
 * Logs one movement of value, `amountCents` in cents, at most once per key. Answers the cents in and out of the gaming day,
 * each on its own, of everybody whom it is about; strictly above the threshold a case opens by itself. Without `occurredAt` it
 * is of now. PLAYER_NOT_FOUND, UNKNOWN_PATRON_NOT_FOUND, TABLE_NOT_FOUND, SLIP_NOT_FOUND, PLAYER_MISMATCH for a slip of
 * somebody else; VALIDATION_FAILED for an amount of no cent, a time to come, or a kind that needs a table and has none.
 */
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

/**
 * What an entry of so many cents would make of the patron's gaming day: cents in and out before and after, with their levels.
 * Without a patron, of somebody new. Writes nothing. PLAYER_NOT_FOUND, UNKNOWN_PATRON_NOT_FOUND.
 */
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

/**
 * Takes an entry out of its gaming day's totals by one that names it, with a reason of 1 to 500 characters; answers as
 * `recordEntry`, in cents, with the voiding entry. MTL_ENTRY_NOT_FOUND; MTL_ENTRY_VOIDED, with by whom and when, also for an
 * entry that voids.
 */
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

/**
 * Says who an unknown patron turned out to be, or, with a null player, that it was a mistake to say so; with a reason of 1 to 500
 * characters. Answers each gaming day that it concerns with the cents in and out of whom the patron is now.
 * UNKNOWN_PATRON_NOT_FOUND, PLAYER_NOT_FOUND; UNKNOWN_PATRON_IDENTIFIED where it is known so already.
 */
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

/** The version of a gaming day's log, today's unless given: another text after any change. VALIDATION_FAILED. */
export async function getDayVersion(db: Db, { gamingDay }: dto.MtlSummaryQuery): Promise<string> {
  const answer = await callRpc(db, 'rpc_mtl_day_version', { p_gaming_day: gamingDay });
  return fromRow(dto.mtlDayVersionSchema, answer).version;
}

/**
 * A gaming day's log, today's unless given: cents in and out, never netted, by patron, area and kind, counts of entries, and the
 * thresholds in cents and percent. VALIDATION_FAILED.
 */
export async function getSummary(db: Db, { gamingDay }: dto.MtlSummaryQuery): Promise<dto.MtlSummary> {
  return fromRow(dto.mtlSummarySchema, await callRpc(db, 'rpc_mtl_gaming_day_summary', { p_gaming_day: gamingDay }));
}

/**
 * A second person signs a gaming day (YYYY-MM-DD), who recorded nothing in it, with a note of at most 500 characters; answers
 * what it held by then, in cents. MTL_DAY_CLOSED, with by whom and when; SECOND_PERSON_REQUIRED; VALIDATION_FAILED for a day
 * that has not begun.
 */
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
