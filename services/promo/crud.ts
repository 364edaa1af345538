import 'server-only';
import { callRpc, type Db } from '@/lib/server/db';
import type { Page } from '@/lib/shared/schemas';
import { fromRow, onOnePage } from '@/lib/shared/wire';
import * as dto from './dtos';

/** All programs, active ones first, each with what is outstanding of it. */
export async function listPrograms(db: Db): Promise<Page<dto.ListedPromoProgram>> {
  return fromRow(dto.promoProgramPageSchema, onOnePage(await callRpc(db, 'rpc_list_promo_programs', {})));
}

/** One program. PROGRAM_NOT_FOUND. */
export async function getProgram(db: Db, promoProgramId: string): Promise<dto.PromoProgram> {
  return fromRow(
    dto.promoProgramSchema,
    await callRpc(db, 'rpc_get_promo_program', { p_promo_program_id: promoProgramId }),
  );
}

/** Makes a program. MATCH_NOT_EXACT, PROGRAM_NAME_TAKEN. */
export async function createProgram(
  db: Db,
  input: dto.CreatePromoProgramInput,
  idempotencyKey: string,
): Promise<dto.PromoProgramResult> {
  return fromRow(
    dto.promoProgramResultSchema,
    await callRpc(db, 'rpc_create_promo_program', {
      p_name: input.name,
      p_promo_type: input.promoType,
      p_face_value_cents: input.faceValueCents,
      p_required_match_wager_cents: input.requiredMatchWagerCents,
      p_valid_hours: input.validHours,
      p_status: input.status,
      p_start_at: input.startAt,
      p_end_at: input.endAt ?? undefined,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Changes a program for coupons issued from now on. PROGRAM_NOT_FOUND, PROGRAM_CHANGED and others by code. */
export async function updateProgram(
  db: Db,
  promoProgramId: string,
  input: dto.UpdatePromoProgramInput,
  idempotencyKey: string,
): Promise<dto.PromoProgramResult> {
  return fromRow(
    dto.promoProgramResultSchema,
    await callRpc(db, 'rpc_update_promo_program', {
      p_promo_program_id: promoProgramId,
      p_name: input.name,
      p_face_value_cents: input.faceValueCents,
      p_required_match_wager_cents: input.requiredMatchWagerCents,
      p_valid_hours: input.validHours,
      p_status: input.status,
      p_start_at: input.startAt,
      p_end_at: input.endAt ?? undefined,
      p_has_no_end: input.endAt === null,
      p_expected_version: input.version,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** One coupon. COUPON_NOT_FOUND. */
export async function getCoupon(db: Db, couponId: string): Promise<dto.PromoCoupon> {
  return fromRow(dto.promoCouponSchema, await callRpc(db, 'rpc_get_promo_coupon', { p_coupon_id: couponId }));
}

/** Issues a coupon. The same key and request answer the coupon as it was issued, with `isExisting`. */
export async function issueCoupon(
  db: Db,
  input: dto.IssuePromoCouponInput,
  idempotencyKey: string,
): Promise<dto.PromoCouponResult> {
  return fromRow(
    dto.promoCouponResultSchema,
    await callRpc(db, 'rpc_issue_promo_coupon', {
      p_promo_program_id: input.promoProgramId,
      p_validation_number: input.validationNumber,
      p_player_id: input.playerId,
      p_visit_id: input.visitId,
      p_expires_at: input.expiresAt,
      p_confirm_above_theo: input.confirmAboveTheo,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Takes an outstanding coupon out of play. COUPON_NOT_FOUND, COUPON_NOT_OUTSTANDING. */
export async function voidCoupon(
  db: Db,
  couponId: string,
  reason: string,
  idempotencyKey: string,
): Promise<dto.PromoCouponResult> {
  return fromRow(
    dto.promoCouponResultSchema,
    await callRpc(db, 'rpc_void_promo_coupon', {
      p_coupon_id: couponId,
      p_reason: reason,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Puts a new coupon in the place of an outstanding one. COUPON_NOT_FOUND, COUPON_NOT_OUTSTANDING and others by code. */
export async function replaceCoupon(
  db: Db,
  couponId: string,
  input: dto.ReplacePromoCouponInput,
  idempotencyKey: string,
): Promise<dto.PromoReplacementResult> {
  return fromRow(
    dto.promoReplacementResultSchema,
    await callRpc(db, 'rpc_replace_promo_coupon', {
      p_coupon_id: couponId,
      p_reason: input.reason,
      p_validation_number: input.validationNumber,
      p_expires_at: input.expiresAt,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Every coupon there ever was, by status: counts, face value, patron risk. */
export async function getInventory(db: Db): Promise<dto.PromoInventory> {
  return fromRow(dto.promoInventorySchema, await callRpc(db, 'rpc_promo_coupon_inventory', {}));
}

/** Promo exposure of a gaming day (today unless given) or of one of its shifts. SHIFT_NOT_FOUND. */
export async function getRollup(db: Db, { gamingDay, shiftId }: dto.PromoRollupQuery): Promise<dto.PromoRollup> {
  return fromRow(
    dto.promoRollupSchema,
    await callRpc(db, 'rpc_promo_exposure_rollup', { p_gaming_day: gamingDay, p_shift_id: shiftId }),
  );
}

/** Coupons, newest first. PLAYER_NOT_FOUND, PROGRAM_NOT_FOUND. */
export async function listCoupons(db: Db, query: dto.PromoCouponQuery): Promise<Page<dto.PromoCoupon>> {
  return fromRow(
    dto.promoCouponPageSchema,
    await callRpc(db, 'rpc_list_promo_coupons', {
      p_status: query.status,
      p_promo_program_id: query.promoProgramId,
      p_player_id: query.playerId,
      p_validation_number: query.validationNumber,
      p_before_coupon_id: query.cursor,
      p_limit: query.limit,
    }),
  );
}
