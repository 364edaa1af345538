import 'server-only';
import type { Db } from '@/lib/server/db';
import { AppError } from '@/lib/shared/errors';
import { idSchema, type Page } from '@/lib/shared/schemas';
import * as crud from './crud';
import type {
  ClosedSlipResult,
  ClosePreview,
  CloseSlipInput,
  CorrectPlayerInput,
  CreatePlayerInput,
  DueSlip,
  Floor,
  ListedPlayer,
  MoveSlipInput,
  OpenSlipInput,
  Player,
  PlayerResult,
  PlayerSearchQuery,
  PlayerVisit,
  ResumeSlipInput,
  Seating,
  SlipDetail,
  SlipResult,
  StartVisitInput,
  UpdateAverageBetInput,
  VisitResult,
} from './dtos';
import * as map from './mappers';

/** Tables, players, visits and rating slips, as the signed-in person may see and change them. */
export function createFloorService(db: Db) {
  return {
    /** The whole floor and its version. With `knownVersion` still current, `floor` is null: nothing to draw anew. */
    async findFloor(knownVersion?: string): Promise<{ version: string; floor: Floor | null }> {
      return map.mapFloorAnswer(await crud.selectFloor(db, knownVersion));
    },

    /** The players that a query and its filters name, the best match first; without words, all by last name. UNKNOWN_TIER. */
    async searchPlayers(query: PlayerSearchQuery): Promise<Page<ListedPlayer>> {
      requireIdCursor(query.cursor);
      return map.mapPlayerPage(await crud.selectPlayers(db, query));
    },

    /** One player with standing and running visit. PLAYER_NOT_FOUND. */
    async getPlayer(playerId: string): Promise<Player> {
      return map.mapPlayer(await crud.selectPlayer(db, playerId));
    },

    /** Whether seating a player is held, and for who may know why. PLAYER_NOT_FOUND. */
    async getSeating(playerId: string): Promise<Seating> {
      return map.mapSeating(await crud.selectSeating(db, playerId));
    },

    /** A player's visits, newest first, each with what was played on it. PLAYER_NOT_FOUND. */
    async listPlayerVisits(playerId: string, cursor: string | undefined, limit: number): Promise<Page<PlayerVisit>> {
      requireIdCursor(cursor);
      return map.mapPlayerVisitPage(await crud.selectPlayerVisits(db, playerId, cursor, limit));
    },

    /** Enrols a player. LOYALTY_ID_TAKEN, PLAYER_LIKELY_EXISTS. */
    async createPlayer(input: CreatePlayerInput, idempotencyKey: string): Promise<PlayerResult> {
      return map.mapPlayerResult(await crud.insertPlayer(db, input, idempotencyKey));
    },

    /** Corrects name or birth date of a player, with a reason. PLAYER_NOT_FOUND, PLAYER_CHANGED, PLAYER_LIKELY_EXISTS. */
    async correctPlayer(playerId: string, input: CorrectPlayerInput, idempotencyKey: string): Promise<PlayerResult> {
      return map.mapPlayerResult(await crud.updatePlayer(db, playerId, input, idempotencyKey));
    },

    /** Checks a player in. PLAYER_NOT_FOUND, VISIT_ALREADY_OPEN, PLAYER_NOT_TO_BE_SEATED. */
    async startVisit(input: StartVisitInput, idempotencyKey: string): Promise<VisitResult> {
      return map.mapVisitResult(await crud.insertVisit(db, input, idempotencyKey));
    },

    /** Checks a player out. VISIT_NOT_FOUND, VISIT_ENDED, VISIT_HAS_LIVE_SLIP. */
    async endVisit(visitId: string, idempotencyKey: string): Promise<VisitResult> {
      return map.mapVisitResult(await crud.updateVisitEnded(db, visitId, idempotencyKey));
    },

    /** Seats a player, checking them in when needed. SEAT_TAKEN, TABLE_NOT_OPEN and others by code. */
    async openSlip(input: OpenSlipInput, idempotencyKey: string): Promise<SlipResult> {
      return map.mapSlipResult(await crud.insertSlip(db, input, idempotencyKey));
    },

    /** One slip with its stretches; seconds and theo hold at `asOf`. SLIP_NOT_FOUND. */
    async getSlip(ratingSlipId: string): Promise<SlipDetail> {
      return map.mapSlipDetail(await crud.selectSlip(db, ratingSlipId));
    },

    /** Stops the clock. SLIP_CLOSED, SLIP_NOT_OPEN. */
    async pauseSlip(ratingSlipId: string, idempotencyKey: string): Promise<SlipResult> {
      return map.mapSlipResult(await crud.pauseSlip(db, ratingSlipId, idempotencyKey));
    },

    /** Starts the clock again. SLIP_CLOSED, SLIP_NOT_PAUSED, PLAYER_NOT_TO_BE_SEATED. */
    async resumeSlip(ratingSlipId: string, input: ResumeSlipInput, idempotencyKey: string): Promise<SlipResult> {
      return map.mapSlipResult(await crud.resumeSlip(db, ratingSlipId, input, idempotencyKey));
    },

    /** What ending the slip would come to, now or at `endedAt`. Nothing changes. SLIP_NOT_FOUND, SLIP_CLOSED. */
    async previewClose(ratingSlipId: string, endedAt: string | undefined): Promise<ClosePreview> {
      return map.mapClosePreview(await crud.selectClosePreview(db, ratingSlipId, endedAt));
    },

    /** The slips that the house closed and nobody settled, newest first. */
    async listHeldSlips(cursor: string | undefined, limit: number): Promise<Page<DueSlip>> {
      requireIdCursor(cursor);
      return map.mapDueSlipPage(await crud.selectHeldSlips(db, cursor, limit));
    },

    /** Ends the slip, at `endedAt` where it was forgotten; the answer carries its theo and what it earned. SLIP_CLOSED. */
    async closeSlip(ratingSlipId: string, input: CloseSlipInput, idempotencyKey: string): Promise<ClosedSlipResult> {
      return map.mapClosedSlipResult(await crud.closeSlip(db, ratingSlipId, input, idempotencyKey));
    },

    /** The same session at another seat or table. SEAT_TAKEN, TABLE_NOT_OPEN, PLAYER_ALREADY_AT_TABLE. */
    async moveSlip(ratingSlipId: string, input: MoveSlipInput, idempotencyKey: string): Promise<SlipResult> {
      return map.mapSlipResult(await crud.updateSlipSeat(db, ratingSlipId, input, idempotencyKey));
    },

    /** Sets the average bet of a live slip from now on, or corrects the last one entered. SLIP_CLOSED. */
    async updateAverageBet(
      ratingSlipId: string,
      input: UpdateAverageBetInput,
      idempotencyKey: string,
    ): Promise<SlipResult> {
      return map.mapSlipResult(await crud.updateSlipAverageBet(db, ratingSlipId, input, idempotencyKey));
    },
  };
}

function requireIdCursor(cursor: string | undefined): void {
  if (cursor !== undefined && !idSchema.safeParse(cursor).success) {
    throw new AppError('VALIDATION_FAILED', { fields: { cursor: 'Use the nextCursor of the page before.' } });
  }
}
