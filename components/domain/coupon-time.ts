import type { PromoCoupon } from '@/services/promo/dtos';

const HOUR_MS = 3_600_000;
/** A coupon that ends this soon is worth a look. */
const SOON_MS = 3 * HOUR_MS;
const FAR_MS = 300 * 24 * HOUR_MS;

/** Whether an outstanding coupon ends within the next hours. Never before the clock is known (0). */
export function isExpiringSoon({ status, expiresAt }: PromoCoupon, nowMs: number): boolean {
  return status === 'issued' && nowMs > 0 && Date.parse(expiresAt) - nowMs <= SOON_MS;
}

/** Whether a coupon ends so far away that a day without its year might be taken for another. Never before the clock is known (0). */
export function needsYear({ expiresAt }: Pick<PromoCoupon, 'expiresAt'>, nowMs: number): boolean {
  return nowMs > 0 && Math.abs(Date.parse(expiresAt) - nowMs) > FAR_MS;
}
