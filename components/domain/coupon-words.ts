import { couponStatusLabel } from '@/components/labels';
import type { Refusal } from '@/hooks/kept-intents';
import { ERRORS } from '@/lib/shared/errors';
import { formatDateTime, formatMoney } from '@/lib/shared/format';
import type { PromoCoupon, PromoCouponStatus, PromoProgram } from '@/services/promo/dtos';

type Value = Pick<PromoProgram, 'faceValueCents' | 'requiredMatchWagerCents'>;

/** What the player has to do for it: `player stakes $25`, or `no wager`. */
export function wagerText(
  { requiredMatchWagerCents }: Pick<Value, 'requiredMatchWagerCents'>,
  currency: string,
): string {
  if (requiredMatchWagerCents === 0) return 'no wager';
  return `player stakes ${formatMoney(requiredMatchWagerCents, currency)}`;
}

/** What a coupon is worth and asks for: `$25, player stakes $25`. */
export function valueText(value: Value, currency: string): string {
  return `${formatMoney(value.faceValueCents, currency)}, ${wagerText(value, currency)}`;
}

/** When and by whom a coupon was issued that a repeated request asked for again. */
export function existingText(
  { issuedAt, issuedByStaffName }: Pick<PromoCoupon, 'issuedAt' | 'issuedByStaffName'>,
  timeZone: string,
): string {
  const by = issuedByStaffName ? ` by ${issuedByStaffName}` : '';
  return `${formatDateTime(issuedAt, timeZone)}${by}. The same coupon is never issued twice.`;
}

type Words = { title: string; remedy: string };

/** What a person reads when the server refused something about a coupon. */
export function refusalText({ code, details }: Refusal, timeZone: string): Words {
  if (code === 'COUPON_NOT_OUTSTANDING')
    return { title: becameText(details, timeZone), remedy: 'Nothing was changed.' };
  if (code === 'IDEMPOTENCY_KEY_REUSED') {
    return { title: 'This number was already used.', remedy: ERRORS.VALIDATION_NUMBER_TAKEN.remedy };
  }
  const field = code === 'VALIDATION_FAILED' ? firstField(details) : null;
  return { title: field ?? ERRORS[code].title, remedy: field ? '' : ERRORS[code].remedy };
}

/** What another tablet, or the clock, made of the coupon in the meantime. */
function becameText(details: Record<string, unknown> | undefined, timeZone: string): string {
  const { status, at, staffName } = details ?? {};
  if (!isStatus(status)) return ERRORS.COUPON_NOT_OUTSTANDING.title;
  const when = typeof at === 'string' ? `, ${formatDateTime(at, timeZone)}` : '';
  const who = typeof staffName === 'string' ? `, by ${staffName}` : '';
  return `This coupon is ${couponStatusLabel(status).toLowerCase()} already${when}${who}.`;
}

function isStatus(status: unknown): status is PromoCouponStatus {
  return ['issued', 'voided', 'replaced', 'expired', 'cleared'].includes(String(status));
}

function firstField(details: Record<string, unknown> | undefined): string | null {
  const fields = details?.fields;
  if (typeof fields !== 'object' || fields === null) return null;
  const [message] = Object.values(fields);
  return typeof message === 'string' ? message : null;
}
