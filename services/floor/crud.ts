import 'server-only';
import { type Db, runRpc } from '@/lib/server/db';
import type {
  CloseSlipInput,
  CorrectPlayerInput,
  CreatePlayerInput,
  MoveSlipInput,
  OpenSlipInput,
  PlayerSearchQuery,
  ResumeSlipInput,
  StartVisitInput,
  UpdateAverageBetInput,
} from './dtos';

/** The floor, or only its version when that is `knownVersion`. */
export function selectFloor(db: Db, knownVersion: string | undefined): Promise<unknown> {
  return runRpc('rpc_get_floor', db.client.rpc('rpc_get_floor', { p_known_version: knownVersion }));
}

/** A page of the players that a query and its filters name. */
export function selectPlayers(db: Db, query: PlayerSearchQuery): Promise<unknown> {
  return runRpc(
    'rpc_search_players',
    db.client.rpc('rpc_search_players', {
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

/** One player with standing and running visit. */
export function selectPlayer(db: Db, playerId: string): Promise<unknown> {
  return runRpc('rpc_get_player', db.client.rpc('rpc_get_player', { p_player_id: playerId }));
}

/** What to know before a player is seated. */
export function selectSeating(db: Db, playerId: string): Promise<unknown> {
  return runRpc('rpc_get_seating', db.client.rpc('rpc_get_seating', { p_player_id: playerId }));
}

/** Enrols a player. */
export function insertPlayer(db: Db, input: CreatePlayerInput, idempotencyKey: string): Promise<unknown> {
  return runRpc(
    'rpc_create_player',
    db.client.rpc('rpc_create_player', {
      p_first_name: input.firstName,
      p_last_name: input.lastName,
      p_loyalty_id: input.loyaltyId,
      p_birth_date: input.birthDate,
      p_confirm_new: input.confirmNew,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Corrects what was mistyped of a player. */
export function updatePlayer(
  db: Db,
  playerId: string,
  { birthDate, ...input }: CorrectPlayerInput,
  idempotencyKey: string,
): Promise<unknown> {
  return runRpc(
    'rpc_correct_player',
    db.client.rpc('rpc_correct_player', {
      p_player_id: playerId,
      p_reason: input.reason,
      p_expected_version: input.version,
      p_first_name: input.firstName,
      p_last_name: input.lastName,
      p_birth_date: birthDate ?? undefined,
      p_has_no_birth_date: birthDate === null,
      p_confirm_new: input.confirmNew,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Checks a player in. */
export function insertVisit(db: Db, input: StartVisitInput, idempotencyKey: string): Promise<unknown> {
  return runRpc(
    'rpc_start_visit',
    db.client.rpc('rpc_start_visit', {
      p_player_id: input.playerId,
      p_kind: input.kind,
      p_confirm_excluded: input.confirmExcluded,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Checks a player out. */
export function updateVisitEnded(db: Db, visitId: string, idempotencyKey: string): Promise<unknown> {
  return runRpc(
    'rpc_end_visit',
    db.client.rpc('rpc_end_visit', {
      p_visit_id: visitId,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Seats a player. */
export function insertSlip(db: Db, input: OpenSlipInput, idempotencyKey: string): Promise<unknown> {
  return runRpc(
    'rpc_open_rating_slip',
    db.client.rpc('rpc_open_rating_slip', {
      p_visit_id: input.visitId,
      p_player_id: input.playerId,
      p_table_id: input.tableId,
      p_seat: input.seat,
      p_average_bet_cents: input.averageBetCents,
      p_confirm_above_maximum: input.confirmAboveMaximum,
      p_confirm_excluded: input.confirmExcluded,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** One slip. */
export function selectSlip(db: Db, ratingSlipId: string): Promise<unknown> {
  return runRpc('rpc_get_rating_slip', db.client.rpc('rpc_get_rating_slip', { p_rating_slip_id: ratingSlipId }));
}

/** Stops the clock of a slip. */
export function pauseSlip(db: Db, ratingSlipId: string, idempotencyKey: string): Promise<unknown> {
  return runRpc(
    'rpc_pause_rating_slip',
    db.client.rpc('rpc_pause_rating_slip', {
      p_rating_slip_id: ratingSlipId,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Starts the clock of a slip again. */
export function resumeSlip(
  db: Db,
  ratingSlipId: string,
  input: ResumeSlipInput,
  idempotencyKey: string,
): Promise<unknown> {
  return runRpc(
    'rpc_resume_rating_slip',
    db.client.rpc('rpc_resume_rating_slip', {
      p_rating_slip_id: ratingSlipId,
      p_confirm_excluded: input.confirmExcluded,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** What ending a slip would come to, now or where play ended. */
export function selectClosePreview(db: Db, ratingSlipId: string, endedAt: string | undefined): Promise<unknown> {
  return runRpc(
    'rpc_preview_slip_close',
    db.client.rpc('rpc_preview_slip_close', { p_rating_slip_id: ratingSlipId, p_ended_at: endedAt }),
  );
}

/** A page of the slips that the house closed and nobody settled, before a slip. */
export function selectHeldSlips(db: Db, beforeSlipId: string | undefined, limit: number): Promise<unknown> {
  return runRpc(
    'rpc_list_held_slips',
    db.client.rpc('rpc_list_held_slips', { p_before_slip_id: beforeSlipId, p_limit: limit }),
  );
}

/** Ends a slip, now or where play ended. */
export function closeSlip(
  db: Db,
  ratingSlipId: string,
  input: CloseSlipInput,
  idempotencyKey: string,
): Promise<unknown> {
  return runRpc(
    'rpc_close_rating_slip',
    db.client.rpc('rpc_close_rating_slip', {
      p_rating_slip_id: ratingSlipId,
      p_ended_at: input.endedAt,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Moves a slip to another seat or table. */
export function updateSlipSeat(
  db: Db,
  ratingSlipId: string,
  input: MoveSlipInput,
  idempotencyKey: string,
): Promise<unknown> {
  return runRpc(
    'rpc_move_rating_slip',
    db.client.rpc('rpc_move_rating_slip', {
      p_rating_slip_id: ratingSlipId,
      p_table_id: input.tableId,
      p_seat: input.seat,
      p_confirm_above_maximum: input.confirmAboveMaximum,
      p_confirm_excluded: input.confirmExcluded,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Sets the average bet of a slip. */
export function updateSlipAverageBet(
  db: Db,
  ratingSlipId: string,
  input: UpdateAverageBetInput,
  idempotencyKey: string,
): Promise<unknown> {
  return runRpc(
    'rpc_update_average_bet',
    db.client.rpc('rpc_update_average_bet', {
      p_rating_slip_id: ratingSlipId,
      p_average_bet_cents: input.averageBetCents,
      p_replaces_last: input.replacesLast,
      p_confirm_above_maximum: input.confirmAboveMaximum,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** A page of a player's visits, newest first, before a visit. */
export function selectPlayerVisits(
  db: Db,
  playerId: string,
  beforeVisitId: string | undefined,
  limit: number,
): Promise<unknown> {
  return runRpc(
    'rpc_list_player_visits',
    db.client.rpc('rpc_list_player_visits', {
      p_player_id: playerId,
      p_before_visit_id: beforeVisitId,
      p_limit: limit,
    }),
  );
}
