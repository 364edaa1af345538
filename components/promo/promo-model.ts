import type { PromoCoupon, PromoProgram } from '@/services/promo/dtos';

const HOUR_MS = 3_600_000;

/** When a coupon issued at `nowMs` would end. */
export function programExpiry(program: Pick<PromoProgram, 'validHours'>, nowMs: number): string {
  return new Date(nowMs + program.validHours * HOUR_MS).toISOString();
}

/** One step of a coupon's history. */
export type CouponEvent = {
  kind: 'issued' | 'voided' | 'replaced' | 'expired';
  at: string;
  staffName: string | null;
  reason: string | null;
};

/** What happened to a coupon, oldest first. What the clock did has no staff name. */
export function listCouponEvents(coupon: PromoCoupon): CouponEvent[] {
  const issued: CouponEvent = {
    kind: 'issued',
    at: coupon.issuedAt,
    staffName: coupon.issuedByStaffName,
    reason: null,
  };
  const { voidedAt, replacedAt } = coupon;
  if (voidedAt !== null) {
    return [issued, { kind: 'voided', at: voidedAt, staffName: coupon.voidedByStaffName, reason: coupon.voidReason }];
  }
  if (replacedAt !== null) {
    const { replacedByStaffName: staffName, replaceReason: reason } = coupon;
    return [issued, { kind: 'replaced', at: replacedAt, staffName, reason }];
  }
  if (coupon.status === 'expired') {
    return [issued, { kind: 'expired', at: coupon.expiresAt, staffName: null, reason: null }];
  }
  return [issued];
}
