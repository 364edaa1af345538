import { z } from 'zod';
import type { Page } from '@/lib/shared/schemas';
import { fromRow } from '@/lib/shared/wire';
import {
  type ClosedSlipResult,
  type ClosePreview,
  closedSlipResultSchema,
  closePreviewSchema,
  type DueSlip,
  dueSlipPageSchema,
  type Floor,
  floorSchema,
  type ListedPlayer,
  type Player,
  type PlayerResult,
  type PlayerVisit,
  playerPageSchema,
  playerResultSchema,
  playerSchema,
  playerVisitPageSchema,
  type Seating,
  type SlipDetail,
  type SlipResult,
  seatingSchema,
  slipDetailSchema,
  slipResultSchema,
  type VisitResult,
  visitResultSchema,
} from './dtos';

const floorAnswerSchema = z.object({ version: z.string(), floor: floorSchema.nullable() });

/** The answer of `rpc_get_floor`: `floor` is null when the known version still holds. */
export function mapFloorAnswer(row: unknown): { version: string; floor: Floor | null } {
  return floorAnswerSchema.parse(fromRow(row));
}

/** The answer of `rpc_get_rating_slip`. */
export function mapSlipDetail(row: unknown): SlipDetail {
  return slipDetailSchema.parse(fromRow(row));
}

/** The answer of every RPC that changes a slip. */
export function mapSlipResult(row: unknown): SlipResult {
  return slipResultSchema.parse(fromRow(row));
}

/** The answer of `rpc_start_visit` and `rpc_end_visit`. */
export function mapVisitResult(row: unknown): VisitResult {
  return visitResultSchema.parse(fromRow(row));
}

/** The answer of `rpc_get_player`. */
export function mapPlayer(row: unknown): Player {
  return playerSchema.parse(fromRow(row));
}

/** The answer of `rpc_get_seating`. */
export function mapSeating(row: unknown): Seating {
  return seatingSchema.parse(fromRow(row));
}

/** The answer of `rpc_create_player` and `rpc_correct_player`. */
export function mapPlayerResult(row: unknown): PlayerResult {
  return playerResultSchema.parse(fromRow(row));
}

/** The answer of `rpc_search_players`. */
export function mapPlayerPage(row: unknown): Page<ListedPlayer> {
  return playerPageSchema.parse(fromRow(row));
}

/** The answer of `rpc_close_rating_slip`. */
export function mapClosedSlipResult(row: unknown): ClosedSlipResult {
  return closedSlipResultSchema.parse(fromRow(row));
}

/** The answer of `rpc_preview_slip_close`. */
export function mapClosePreview(row: unknown): ClosePreview {
  return closePreviewSchema.parse(fromRow(row));
}

/** The answer of `rpc_list_held_slips`. */
export function mapDueSlipPage(row: unknown): Page<DueSlip> {
  return dueSlipPageSchema.parse(fromRow(row));
}

/** The answer of `rpc_list_player_visits`. */
export function mapPlayerVisitPage(row: unknown): Page<PlayerVisit> {
  return playerVisitPageSchema.parse(fromRow(row));
}
