import type { Me } from '@/services/casino/dtos';
import type { PromoCoupon, PromoProgram } from '@/services/promo/dtos';

const HOUR_MS = 3_600_000;
/** A coupon that ends this soon is worth a look. */
const SOON_MS = 3 * HOUR_MS;
const FAR_MS = 300 * 24 * HOUR_MS;

/** `scheduled`: switched on, and its first day is still to come. */
export type ProgramState = 'active' | 'scheduled' | 'ended' | 'inactive';

/** What a program is at `nowMs`, by its switch and its dates. One that was just saved is not waiting for a slow clock. */
export function programState(program: PromoProgram, nowMs: number): ProgramState {
  const atMs = Math.max(nowMs, Date.parse(program.updatedAt));
  if (program.status === 'inactive') return 'inactive';
  if (program.endAt !== null && Date.parse(program.endAt) <= atMs) return 'ended';
  if (Date.parse(program.startAt) > atMs) return 'scheduled';
  return 'active';
}

/** Whether a program's figures are ones this casino issues: with exact match on, the wager equals the face value. */
export function isMatchAllowed(
  program: Pick<PromoProgram, 'promoType' | 'faceValueCents' | 'requiredMatchWagerCents'>,
  { promoRequireExactMatch }: Pick<Me['settings'], 'promoRequireExactMatch'>,
): boolean {
  if (program.promoType === 'free_play' || !promoRequireExactMatch) return true;
  return program.requiredMatchWagerCents === program.faceValueCents;
}

/** The programs of which a coupon may be issued at `nowMs`, as far as the tablet can tell. */
export function listIssuable<Program extends PromoProgram>(
  programs: readonly Program[],
  settings: Pick<Me['settings'], 'promoRequireExactMatch'>,
  nowMs: number,
): Program[] {
  return programs.filter((program) => programState(program, nowMs) === 'active' && isMatchAllowed(program, settings));
}

/** When a coupon issued at `nowMs` would end. */
export function programExpiry(program: Pick<PromoProgram, 'validHours'>, nowMs: number): string {
  return new Date(nowMs + program.validHours * HOUR_MS).toISOString();
}

/** Whether an outstanding coupon ends within the next hours. Never before the clock is known (0). */
export function isExpiringSoon({ status, expiresAt }: PromoCoupon, nowMs: number): boolean {
  return status === 'issued' && nowMs > 0 && Date.parse(expiresAt) - nowMs <= SOON_MS;
}

/** Whether a coupon ends so far away that a day without its year might be taken for another. Never before the clock is known (0). */
export function needsYear({ expiresAt }: Pick<PromoCoupon, 'expiresAt'>, nowMs: number): boolean {
  return nowMs > 0 && Math.abs(Date.parse(expiresAt) - nowMs) > FAR_MS;
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
