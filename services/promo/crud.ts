import 'server-only';
import { type Db, runRpc } from '@/lib/server/db';
import type {
  CreatePromoProgramInput,
  IssuePromoCouponInput,
  PromoCouponQuery,
  PromoRollupQuery,
  ReplacePromoCouponInput,
  UpdatePromoProgramInput,
} from './dtos';

/** All programs of the casino. */
export function selectPromoPrograms(db: Db): Promise<unknown> {
  return runRpc('rpc_list_promo_programs', db.client.rpc('rpc_list_promo_programs'));
}

/** One program. */
export function selectPromoProgram(db: Db, promoProgramId: string): Promise<unknown> {
  return runRpc(
    'rpc_get_promo_program',
    db.client.rpc('rpc_get_promo_program', { p_promo_program_id: promoProgramId }),
  );
}

/** Makes a program. */
export function insertPromoProgram(db: Db, input: CreatePromoProgramInput, idempotencyKey: string): Promise<unknown> {
  return runRpc(
    'rpc_create_promo_program',
    db.client.rpc('rpc_create_promo_program', {
      p_name: input.name,
      p_promo_type: input.promoType,
      p_face_value_cents: input.faceValueCents,
      p_required_match_wager_cents: input.requiredMatchWagerCents,
      p_valid_hours: input.validHours,
      p_status: input.status,
      p_start_at: input.startAt,
      p_end_at: input.endAt ?? undefined,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Changes what is given of a program. */
export function updatePromoProgram(
  db: Db,
  promoProgramId: string,
  input: UpdatePromoProgramInput,
  idempotencyKey: string,
): Promise<unknown> {
  return runRpc(
    'rpc_update_promo_program',
    db.client.rpc('rpc_update_promo_program', {
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
      p_correlation_id: db.correlationId,
    }),
  );
}

/** A page of coupons, newest first. */
export function selectPromoCoupons(db: Db, query: PromoCouponQuery): Promise<unknown> {
  return runRpc(
    'rpc_list_promo_coupons',
    db.client.rpc('rpc_list_promo_coupons', {
      p_status: query.status,
      p_promo_program_id: query.promoProgramId,
      p_player_id: query.playerId,
      p_validation_number: query.validationNumber,
      p_before_coupon_id: query.cursor,
      p_limit: query.limit,
    }),
  );
}

/** One coupon. */
export function selectPromoCoupon(db: Db, couponId: string): Promise<unknown> {
  return runRpc('rpc_get_promo_coupon', db.client.rpc('rpc_get_promo_coupon', { p_coupon_id: couponId }));
}

/** Issues a coupon. */
export function insertPromoCoupon(db: Db, input: IssuePromoCouponInput, idempotencyKey: string): Promise<unknown> {
  return runRpc(
    'rpc_issue_promo_coupon',
    db.client.rpc('rpc_issue_promo_coupon', {
      p_promo_program_id: input.promoProgramId,
      p_validation_number: input.validationNumber,
      p_player_id: input.playerId,
      p_visit_id: input.visitId,
      p_expires_at: input.expiresAt,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Takes a coupon out of play. */
export function updatePromoCouponVoided(
  db: Db,
  couponId: string,
  reason: string,
  idempotencyKey: string,
): Promise<unknown> {
  return runRpc(
    'rpc_void_promo_coupon',
    db.client.rpc('rpc_void_promo_coupon', {
      p_coupon_id: couponId,
      p_reason: reason,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Puts a new coupon in the place of another. */
export function updatePromoCouponReplaced(
  db: Db,
  couponId: string,
  input: ReplacePromoCouponInput,
  idempotencyKey: string,
): Promise<unknown> {
  return runRpc(
    'rpc_replace_promo_coupon',
    db.client.rpc('rpc_replace_promo_coupon', {
      p_coupon_id: couponId,
      p_reason: input.reason,
      p_validation_number: input.validationNumber,
      p_expires_at: input.expiresAt,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Counts and sums of all coupons by status. */
export function selectPromoInventory(db: Db): Promise<unknown> {
  return runRpc('rpc_promo_coupon_inventory', db.client.rpc('rpc_promo_coupon_inventory'));
}

/** Promo exposure of a gaming day or shift. */
export function selectPromoRollup(db: Db, { gamingDay, shiftId }: PromoRollupQuery): Promise<unknown> {
  return runRpc(
    'rpc_promo_exposure_rollup',
    db.client.rpc('rpc_promo_exposure_rollup', { p_gaming_day: gamingDay, p_shift_id: shiftId }),
  );
}
