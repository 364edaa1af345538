import 'server-only';
import type { Db } from '@/lib/server/db';
import { AppError } from '@/lib/shared/errors';
import { idSchema, type Page } from '@/lib/shared/schemas';
import * as crud from './crud';
import type {
  CreatePromoProgramInput,
  IssuePromoCouponInput,
  ListedPromoProgram,
  PromoCoupon,
  PromoCouponQuery,
  PromoCouponResult,
  PromoInventory,
  PromoProgram,
  PromoProgramResult,
  PromoReplacementResult,
  PromoRollup,
  PromoRollupQuery,
  ReplacePromoCouponInput,
  UpdatePromoProgramInput,
} from './dtos';
import * as map from './mappers';

/** Promo programs, coupons and what they expose the house to, as the signed-in person may see and change them. */
export function createPromoService(db: Db) {
  return {
    /** All programs, active ones first, each with what is outstanding of it. */
    async listPrograms(): Promise<Page<ListedPromoProgram>> {
      return map.mapPromoPrograms(await crud.selectPromoPrograms(db));
    },

    /** One program. PROGRAM_NOT_FOUND. */
    async getProgram(promoProgramId: string): Promise<PromoProgram> {
      return map.mapPromoProgram(await crud.selectPromoProgram(db, promoProgramId));
    },

    /** Makes a program. MATCH_NOT_EXACT, PROGRAM_NAME_TAKEN. */
    async createProgram(input: CreatePromoProgramInput, idempotencyKey: string): Promise<PromoProgramResult> {
      return map.mapPromoProgramResult(await crud.insertPromoProgram(db, input, idempotencyKey));
    },

    /** Changes a program for coupons issued from now on. PROGRAM_NOT_FOUND, PROGRAM_CHANGED and others by code. */
    async updateProgram(
      promoProgramId: string,
      input: UpdatePromoProgramInput,
      idempotencyKey: string,
    ): Promise<PromoProgramResult> {
      return map.mapPromoProgramResult(await crud.updatePromoProgram(db, promoProgramId, input, idempotencyKey));
    },

    /** Coupons, newest first. PLAYER_NOT_FOUND, PROGRAM_NOT_FOUND. */
    async listCoupons(query: PromoCouponQuery): Promise<Page<PromoCoupon>> {
      if (query.cursor !== undefined && !idSchema.safeParse(query.cursor).success) {
        throw new AppError('VALIDATION_FAILED', { fields: { cursor: 'Use the nextCursor of the page before.' } });
      }
      return map.mapPromoCouponPage(await crud.selectPromoCoupons(db, query));
    },

    /** One coupon. COUPON_NOT_FOUND. */
    async getCoupon(couponId: string): Promise<PromoCoupon> {
      return map.mapPromoCoupon(await crud.selectPromoCoupon(db, couponId));
    },

    /** Issues a coupon. The same key and request answer the coupon as it was issued, with `isExisting`. */
    async issueCoupon(input: IssuePromoCouponInput, idempotencyKey: string): Promise<PromoCouponResult> {
      return map.mapPromoCouponResult(await crud.insertPromoCoupon(db, input, idempotencyKey));
    },

    /** Takes an outstanding coupon out of play. COUPON_NOT_FOUND, COUPON_NOT_OUTSTANDING. */
    async voidCoupon(couponId: string, reason: string, idempotencyKey: string): Promise<PromoCouponResult> {
      return map.mapPromoCouponResult(await crud.updatePromoCouponVoided(db, couponId, reason, idempotencyKey));
    },

    /** Puts a new coupon in the place of an outstanding one. COUPON_NOT_FOUND, COUPON_NOT_OUTSTANDING and others by code. */
    async replaceCoupon(
      couponId: string,
      input: ReplacePromoCouponInput,
      idempotencyKey: string,
    ): Promise<PromoReplacementResult> {
      return map.mapPromoReplacementResult(await crud.updatePromoCouponReplaced(db, couponId, input, idempotencyKey));
    },

    /** Every coupon there ever was, by status: counts, face value, patron risk. */
    async getInventory(): Promise<PromoInventory> {
      return map.mapPromoInventory(await crud.selectPromoInventory(db));
    },

    /** Promo exposure of a gaming day (today unless given) or of one of its shifts. SHIFT_NOT_FOUND. */
    async getRollup(query: PromoRollupQuery): Promise<PromoRollup> {
      return map.mapPromoRollup(await crud.selectPromoRollup(db, query));
    },
  };
}
