import { couponStatusLabel } from '@/components/labels';
import { type ErrorWords, errorWords, firstFieldWords } from '@/components/ui/error-text';
import type { Refusal } from '@/lib/client/api';
import type { ErrorDetails } from '@/lib/shared/error-details';
import { formatDateTime, formatMoney } from '@/lib/shared/format';
import type { PromoCoupon, PromoCouponStatus, PromoProgram } from '@/services/promo/dtos';
import { t } from '@/words/say';

/** What a coupon is called: by the reward that it was given as, else by its program. What it is worth is its own figure. */
export function couponName({ rewardName, programName }: Pick<PromoCoupon, 'rewardName' | 'programName'>): string {
  return rewardName ?? programName;
}

type Value = Pick<PromoProgram, 'faceValueCents' | 'requiredMatchWagerCents'>;

/** What the player has to do for it: `player stakes $25`, or `no wager`. */
export function wagerText(
  { requiredMatchWagerCents }: Pick<Value, 'requiredMatchWagerCents'>,
  currency: string,
): string {
  if (requiredMatchWagerCents === 0) return t('domain.noWager');
  return t('domain.playerStakes', { amount: formatMoney(requiredMatchWagerCents, currency) });
}

/** What a coupon is worth and asks for: `$25, player stakes $25`. */
export function valueText(value: Value, currency: string): string {
  const worth = formatMoney(value.faceValueCents, currency);
  return t('domain.couponValue', { worth, wager: wagerText(value, currency) });
}

/** When and by whom a coupon was issued that a repeated request asked for again. */
export function existingText(
  { issuedAt, issuedByStaffName }: Pick<PromoCoupon, 'issuedAt' | 'issuedByStaffName'>,
  timeZone: string,
): string {
  const when = formatDateTime(issuedAt, timeZone);
  if (!issuedByStaffName) return t('domain.couponExisting', { when });
  return t('domain.couponExistingBy', { when, staff: issuedByStaffName });
}

/** What a person reads when the server refused something about a coupon. */
export function refusalText({ code, details }: Refusal, timeZone: string): ErrorWords {
  if (code === 'COUPON_NOT_OUTSTANDING')
    return { title: becameText(details, timeZone), remedy: t('domain.nothingChanged') };
  if (code === 'IDEMPOTENCY_KEY_REUSED') {
    return { title: t('domain.numberUsed'), remedy: errorWords('VALIDATION_NUMBER_TAKEN').remedy };
  }
  const field = code === 'VALIDATION_FAILED' ? firstFieldWords(details) : null;
  return field === null ? errorWords(code) : { title: field, remedy: '' };
}

/** What another tablet, or the clock, made of the coupon in the meantime. */
function becameText(details: ErrorDetails<'COUPON_NOT_OUTSTANDING'> | undefined, timeZone: string): string {
  const { status, at, staffName } = details ?? {};
  if (!isStatus(status)) return errorWords('COUPON_NOT_OUTSTANDING').title;
  const became = { status: couponStatusLabel(status).toLowerCase() };
  if (!at) return t('domain.couponBecame', became);
  const when = formatDateTime(at, timeZone);
  if (!staffName) return t('domain.couponBecameAt', { ...became, when });
  return t('domain.couponBecameBy', { ...became, when, staff: staffName });
}

function isStatus(status: string | undefined): status is PromoCouponStatus {
  return ['issued', 'held', 'voided', 'replaced', 'expired', 'cleared'].includes(String(status));
}

/** What it is and what it is worth: `Weekday match play, $25`. */
export function couponOf(name: string, worthCents: number, currency: string): string {
  return t('domain.couponOf', { name, worth: formatMoney(worthCents, currency) });
}
