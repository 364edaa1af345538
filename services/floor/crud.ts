import 'server-only';
import type { z } from 'zod';
import { callRpc, type Db } from '@/lib/server/db';
import type { Page } from '@/lib/shared/schemas';
import { fromRow } from '@/lib/shared/wire';
import * as dto from './dtos';

/** The whole floor and its version. With `knownVersion` still current, `floor` is null: nothing to draw anew. */
export async function findFloor(db: Db, knownVersion?: string): Promise<z.infer<typeof dto.floorAnswerSchema>> {
  return fromRow(dto.floorAnswerSchema, await callRpc(db, 'rpc_get_floor', { p_known_version: knownVersion }));
}

/** The players that a query and its filters name, the best match first; without words, all by last name. UNKNOWN_TIER. */
export async function searchPlayers(db: Db, query: dto.PlayerSearchQuery): Promise<Page<dto.ListedPlayer>> {
  return fromRow(
    dto.playerPageSchema,
    await callRpc(db, 'rpc_search_players', {
      p_query: query.q,
      p_after_player_id: query.cursor,
      p_limit: query.limit,
      p_tier: query.tier,
      p_in_house: query.inHouse,
      p_visited_within_days: query.visitedWithinDays,
      p_not_visited_for_days: query.notVisitedForDays,
    }),
  );
}

/** One player with standing and running visit. PLAYER_NOT_FOUND. */
export async function getPlayer(db: Db, playerId: string): Promise<dto.Player> {
  return fromRow(dto.playerSchema, await callRpc(db, 'rpc_get_player', { p_player_id: playerId }));
}

/** Where else in the company a player is known. PLAYER_NOT_FOUND. */
export async function getRecognition(db: Db, playerId: string): Promise<dto.Recognition> {
  return fromRow(dto.recognitionSchema, await callRpc(db, 'rpc_get_recognition', { p_player_id: playerId }));
}

/** Whether seating a player is held; whoever may know why gets the reasons. PLAYER_NOT_FOUND. */
export async function getSeating(db: Db, playerId: string): Promise<dto.Seating> {
  return fromRow(dto.seatingSchema, await callRpc(db, 'rpc_get_seating', { p_player_id: playerId }));
}

/** Enrols a player. LOYALTY_ID_TAKEN, PLAYER_LIKELY_EXISTS. */
export async function createPlayer(
  db: Db,
  input: dto.CreatePlayerInput,
  idempotencyKey: string,
): Promise<dto.PlayerResult> {
  return fromRow(
    dto.playerResultSchema,
    await callRpc(db, 'rpc_create_player', {
      p_first_name: input.firstName,
      p_last_name: input.lastName,
      p_loyalty_id: input.loyaltyId,
      p_birth_date: input.birthDate,
      p_confirm_new: input.confirmNew,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Corrects name or birth date of a player, with a reason. PLAYER_NOT_FOUND, PLAYER_CHANGED, PLAYER_LIKELY_EXISTS. */
export async function correctPlayer(
  db: Db,
  playerId: string,
  { birthDate, ...input }: dto.CorrectPlayerInput,
  idempotencyKey: string,
): Promise<dto.PlayerResult> {
  return fromRow(
    dto.playerResultSchema,
    await callRpc(db, 'rpc_correct_player', {
      p_player_id: playerId,
      p_reason: input.reason,
      p_expected_version: input.version,
      p_first_name: input.firstName,
      p_last_name: input.lastName,
      p_birth_date: birthDate ?? undefined,
      p_has_no_birth_date: birthDate === null,
      p_confirm_new: input.confirmNew,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Who looks after a player, and what the player prefers. PLAYER_NOT_FOUND. */
export async function getPlayerProfile(db: Db, playerId: string): Promise<dto.PlayerProfile> {
  return fromRow(dto.playerProfileSchema, await callRpc(db, 'rpc_get_player_profile', { p_player_id: playerId }));
}

/** Saves a player's profile as a whole. PLAYER_NOT_FOUND, HOST_NOT_FOUND, PLAYER_PROFILE_CHANGED. */
export async function savePlayerProfile(
  db: Db,
  playerId: string,
  input: dto.SavePlayerProfileInput,
  idempotencyKey: string,
): Promise<dto.PlayerProfileResult> {
  return fromRow(
    dto.playerProfileResultSchema,
    await callRpc(db, 'rpc_save_player_profile', {
      p_player_id: playerId,
      p_expected_version: input.version,
      p_host_id: input.hostId ?? undefined,
      p_game: input.game ?? undefined,
      p_seat: input.seat ?? undefined,
      p_drink: input.drink ?? undefined,
      p_contact: input.contact ?? undefined,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Where in Supabase Storage a player's photo lies, if there is one, and where a next one goes. PLAYER_NOT_FOUND. */
export async function findPhotoPlace(db: Db, playerId: string): Promise<z.infer<typeof dto.photoPlaceSchema>> {
  return fromRow(dto.photoPlaceSchema, await callRpc(db, 'rpc_get_player_profile', { p_player_id: playerId }));
}

/** Makes what was put into Supabase Storage the player's photo. PLAYER_NOT_FOUND, PHOTO_NOT_FOUND. */
export async function recordPhoto(
  db: Db,
  playerId: string,
  photoId: string,
  idempotencyKey: string,
): Promise<dto.PlayerPhotoResult> {
  const args = { p_player_id: playerId, p_photo_id: photoId, p_idempotency_key: idempotencyKey };
  return fromRow(dto.playerPhotoResultSchema, await callRpc(db, 'rpc_set_player_photo', args));
}

/** Takes a player's photo off the record; the worker deletes the picture. PLAYER_NOT_FOUND, PHOTO_NOT_FOUND. */
export async function removePlayerPhoto(
  db: Db,
  playerId: string,
  idempotencyKey: string,
): Promise<dto.PhotoRemovedResult> {
  const args = { p_player_id: playerId, p_idempotency_key: idempotencyKey };
  return fromRow(dto.photoRemovedResultSchema, await callRpc(db, 'rpc_remove_player_photo', args));
}

/** Who may be a player's host, by name. */
export async function listHosts(db: Db): Promise<z.infer<typeof dto.hostListSchema>> {
  return fromRow(dto.hostListSchema, await callRpc(db, 'rpc_list_hosts', {}));
}

/** What the staff noted of a player, newest first. PLAYER_NOT_FOUND. */
export async function listPlayerNotes(
  db: Db,
  playerId: string,
  cursor: string | undefined,
  limit: number,
): Promise<Page<dto.PlayerNote>> {
  return fromRow(
    dto.playerNotePageSchema,
    await callRpc(db, 'rpc_list_player_notes', {
      p_player_id: playerId,
      p_before_note_id: cursor,
      p_limit: limit,
    }),
  );
}

/** Notes something of a player. PLAYER_NOT_FOUND. */
export async function addPlayerNote(
  db: Db,
  playerId: string,
  input: dto.AddPlayerNoteInput,
  idempotencyKey: string,
): Promise<dto.PlayerNoteResult> {
  return fromRow(
    dto.playerNoteResultSchema,
    await callRpc(db, 'rpc_add_player_note', {
      p_player_id: playerId,
      p_body: input.body,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Strikes a note. PLAYER_NOTE_NOT_FOUND, PLAYER_NOTE_STRUCK. */
export async function strikePlayerNote(
  db: Db,
  noteId: string,
  input: dto.StrikePlayerNoteInput,
  idempotencyKey: string,
): Promise<dto.PlayerNoteResult> {
  return fromRow(
    dto.playerNoteResultSchema,
    await callRpc(db, 'rpc_strike_player_note', {
      p_note_id: noteId,
      p_reason: input.reason,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Checks a player in. PLAYER_NOT_FOUND, VISIT_ALREADY_OPEN, PLAYER_NOT_TO_BE_SEATED. */
export async function startVisit(db: Db, input: dto.StartVisitInput, idempotencyKey: string): Promise<dto.VisitResult> {
  return fromRow(
    dto.visitResultSchema,
    await callRpc(db, 'rpc_start_visit', {
      p_player_id: input.playerId,
      p_kind: input.kind,
      p_confirm_excluded: input.confirmExcluded,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Checks a player out. VISIT_NOT_FOUND, VISIT_ENDED, VISIT_HAS_LIVE_SLIP. */
export async function endVisit(db: Db, visitId: string, idempotencyKey: string): Promise<dto.VisitResult> {
  return fromRow(
    dto.visitResultSchema,
    await callRpc(db, 'rpc_end_visit', {
      p_visit_id: visitId,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Seats a player, checking them in when needed. SEAT_TAKEN, TABLE_NOT_OPEN and others by code. */
export async function openSlip(db: Db, input: dto.OpenSlipInput, idempotencyKey: string): Promise<dto.SlipResult> {
  return fromRow(
    dto.slipResultSchema,
    await callRpc(db, 'rpc_open_rating_slip', {
      p_visit_id: input.visitId,
      p_player_id: input.playerId,
      p_table_id: input.tableId,
      p_seat: input.seat,
      p_average_bet_cents: input.averageBetCents,
      p_confirm_above_maximum: input.confirmAboveMaximum,
      p_confirm_excluded: input.confirmExcluded,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** One slip with its stretches; seconds and theo hold at `asOf`. SLIP_NOT_FOUND. */
export async function getSlip(db: Db, ratingSlipId: string): Promise<dto.SlipDetail> {
  return fromRow(dto.slipDetailSchema, await callRpc(db, 'rpc_get_rating_slip', { p_rating_slip_id: ratingSlipId }));
}

/** Stops the clock. SLIP_CLOSED, SLIP_NOT_OPEN. */
export async function pauseSlip(db: Db, ratingSlipId: string, idempotencyKey: string): Promise<dto.SlipResult> {
  return fromRow(
    dto.slipResultSchema,
    await callRpc(db, 'rpc_pause_rating_slip', {
      p_rating_slip_id: ratingSlipId,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Starts the clock again. SLIP_CLOSED, SLIP_NOT_PAUSED, PLAYER_NOT_TO_BE_SEATED. */
export async function resumeSlip(
  db: Db,
  ratingSlipId: string,
  input: dto.ResumeSlipInput,
  idempotencyKey: string,
): Promise<dto.SlipResult> {
  return fromRow(
    dto.slipResultSchema,
    await callRpc(db, 'rpc_resume_rating_slip', {
      p_rating_slip_id: ratingSlipId,
      p_confirm_excluded: input.confirmExcluded,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Brings a slip back that was closed by mistake minutes ago, paused. SLIP_NOT_CLOSED, SLIP_NOT_REOPENED, SEAT_TAKEN and others by code. */
export async function reopenSlip(
  db: Db,
  ratingSlipId: string,
  input: dto.ReopenSlipInput,
  idempotencyKey: string,
): Promise<dto.SlipResult> {
  return fromRow(
    dto.slipResultSchema,
    await callRpc(db, 'rpc_reopen_rating_slip', {
      p_rating_slip_id: ratingSlipId,
      p_note: input.note,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** What ending the slip would come to, now or at `endedAt`. Nothing changes. SLIP_NOT_FOUND, SLIP_CLOSED. */
export async function previewClose(
  db: Db,
  ratingSlipId: string,
  endedAt: string | undefined,
): Promise<dto.ClosePreview> {
  return fromRow(
    dto.closePreviewSchema,
    await callRpc(db, 'rpc_preview_slip_close', { p_rating_slip_id: ratingSlipId, p_ended_at: endedAt }),
  );
}

/** Ends the slip, at `endedAt` where it was forgotten; the answer carries its theo and what it earned. SLIP_CLOSED. */
export async function closeSlip(
  db: Db,
  ratingSlipId: string,
  input: dto.CloseSlipInput,
  idempotencyKey: string,
): Promise<dto.ClosedSlipResult> {
  return fromRow(
    dto.closedSlipResultSchema,
    await callRpc(db, 'rpc_close_rating_slip', {
      p_rating_slip_id: ratingSlipId,
      p_ended_at: input.endedAt,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** The same session at another seat or table. SEAT_TAKEN, TABLE_NOT_OPEN, PLAYER_ALREADY_AT_TABLE. */
export async function moveSlip(
  db: Db,
  ratingSlipId: string,
  input: dto.MoveSlipInput,
  idempotencyKey: string,
): Promise<dto.SlipResult> {
  return fromRow(
    dto.slipResultSchema,
    await callRpc(db, 'rpc_move_rating_slip', {
      p_rating_slip_id: ratingSlipId,
      p_table_id: input.tableId,
      p_seat: input.seat,
      p_confirm_above_maximum: input.confirmAboveMaximum,
      p_confirm_excluded: input.confirmExcluded,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Sets the average bet of a live slip from now on, or corrects the last one entered. SLIP_CLOSED. */
export async function updateAverageBet(
  db: Db,
  ratingSlipId: string,
  input: dto.UpdateAverageBetInput,
  idempotencyKey: string,
): Promise<dto.SlipResult> {
  return fromRow(
    dto.slipResultSchema,
    await callRpc(db, 'rpc_update_average_bet', {
      p_rating_slip_id: ratingSlipId,
      p_average_bet_cents: input.averageBetCents,
      p_replaces_last: input.replacesLast,
      p_confirm_above_maximum: input.confirmAboveMaximum,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** The slips that the house closed and nobody settled, newest first. */
export async function listHeldSlips(db: Db, cursor: string | undefined, limit: number): Promise<Page<dto.DueSlip>> {
  return fromRow(
    dto.dueSlipPageSchema,
    await callRpc(db, 'rpc_list_held_slips', { p_before_slip_id: cursor, p_limit: limit }),
  );
}

/** A player's visits, newest first, each with what was played on it. PLAYER_NOT_FOUND. */
export async function listPlayerVisits(
  db: Db,
  playerId: string,
  cursor: string | undefined,
  limit: number,
): Promise<Page<dto.PlayerVisit>> {
  return fromRow(
    dto.playerVisitPageSchema,
    await callRpc(db, 'rpc_list_player_visits', {
      p_player_id: playerId,
      p_before_visit_id: cursor,
      p_limit: limit,
    }),
  );
}
