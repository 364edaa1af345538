import { limitScopeLabel, promoTypeLabel } from '@/components/labels';
import { formatDuration, formatList, formatMoney, formatMoneyRange, formatPoints } from '@/lib/shared/format';
import type { Reward, RewardLimit } from '@/services/catalog/dtos';
import type { LoyaltyTier } from '@/services/loyalty/dtos';
import { t } from '@/words/say';

const MINUTE_SECONDS = 60;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 1_440;

/** The part of a reward that a list or a comparison puts into words. */
export type RewardTerms = Pick<Reward, 'price' | 'tiers' | 'eligibility'>;
type VisitKinds = NonNullable<NonNullable<Reward['eligibility']>['visitKinds']>;
type TierNames = readonly Pick<LoyaltyTier, 'code' | 'name'>[];

/** How often: `once per gaming day`, `3 times per week, 1 h apart, with a note`. */
export function limitText({ scope, maxIssues, cooldownMinutes, requiresNote }: RewardLimit): string {
  const often = t('rewards.limit', { count: maxIssues, scope: limitScopeLabel(scope) });
  const limit = cooldownMinutes
    ? t('rewards.limitApart', { limit: often, pause: cooldownText(cooldownMinutes) })
    : often;
  return requiresNote ? t('rewards.limitWithNote', { limit }) : limit;
}

/** A pause between two issues: `45 min`, `1 h`, `1 h 30`, `2 days`. */
export function cooldownText(minutes: number): string {
  if (minutes % DAY_MINUTES === 0) return t('format.days', { count: minutes / DAY_MINUTES });
  if (minutes % HOUR_MINUTES === 0) return t('format.hours', { hours: minutes / HOUR_MINUTES });
  return formatDuration(minutes * MINUTE_SECONDS);
}

/** All limits of a reward in one line. */
export function limitsText(limits: readonly RewardLimit[]): string {
  if (limits.length === 0) return t('rewards.noLimit');
  return sentence(limits.map(limitText).reduce((limit, next) => t('rewards.limitAndNext', { limit, next })));
}

/** What it costs, or what it is worth to whom: `1,500 points`, `$10–100`. */
export function valueText({ price, tiers }: RewardTerms, currency: string): string {
  if (price) return costText(price, currency);
  const values = tiers.map(({ benefit }) => benefit.faceValueCents);
  if (values.length === 0) return t('rewards.noValue');
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? formatMoney(least, currency) : formatMoneyRange(least, most, currency);
}

/** What a comp costs: points, or the range of amounts that its issuer types. */
export type Cost = { [Name in 'pointsCost' | 'minAmountCents' | 'maxAmountCents']?: number | undefined };

/** What a comp costs: `1,500 points`, `$10–100`. */
export function costText({ pointsCost, minAmountCents = 0, maxAmountCents = 0 }: Cost, currency: string): string {
  if (pointsCost === undefined) return formatMoneyRange(minAmountCents, maxAmountCents, currency);
  return t('domain.points', { points: formatPoints(pointsCost) });
}

/** What kind of value that is: `match play`, `balance may go below zero`; nothing where the price says it all. */
export function valueKindText({ price, tiers }: RewardTerms): string {
  if (price) {
    const typed = price.pointsCost === undefined ? t('rewards.amountTyped') : null;
    return [typed, price.allowOverdraw ? t('rewards.overdraw') : null].filter((part) => part !== null).join(' · ');
  }
  const types = [...new Set(tiers.map(({ benefit }) => promoTypeLabel(benefit.instrumentType).toLowerCase()))];
  return formatList(types);
}

/** Who may get it at all: `From Silver, with 500 points or more, on a rated visit`. */
export function eligibilityText({ price, tiers, eligibility }: RewardTerms, casinoTiers: TierNames): string {
  const valued = price ? null : new Set(tiers.map(({ tier }) => tier));
  const inRange = tiersBetween(casinoTiers, eligibility?.minTier ?? null, eligibility?.maxTier ?? null);
  const allowed = inRange.filter(({ code }) => valued === null || valued.has(code));
  const isAnyTier = allowed.length === casinoTiers.length;
  const balance = eligibility?.minPointsBalance ?? null;
  const kinds = eligibility?.visitKinds ?? null;
  const parts = [
    isAnyTier ? null : tierWords(allowed, casinoTiers),
    balance === null ? null : t('rewards.withPoints', { points: formatPoints(balance) }),
    kinds === null ? null : visitText(kinds),
  ].filter((part) => part !== null);
  if (parts.length === 0) return t('rewards.everyone');
  return sentence(parts.reduce((condition, next) => t('rewards.conditionAndNext', { condition, next })));
}

function visitText(kinds: VisitKinds): string {
  const [kind] = kinds;
  return kind && kinds.length === 1 ? t(`rewards.onVisit_${kind}`) : t('rewards.onVisit');
}

function tiersBetween(tiers: TierNames, lowest: string | null, highest: string | null): TierNames {
  const placeOf = (code: string) => tiers.findIndex((tier) => tier.code === code);
  const from = lowest === null ? 0 : placeOf(lowest);
  const to = highest === null ? tiers.length - 1 : placeOf(highest);
  return tiers.filter((_tier, place) => place >= from && place <= to);
}

function tierWords(allowed: TierNames, tiers: TierNames): string {
  const [first, last] = [allowed.at(0), allowed.at(-1)];
  if (first === undefined || last === undefined) return t('rewards.nobody');
  if (allowed.length === 1) return t('rewards.tierOnly', { tier: first.name });
  const start = tiers.indexOf(first);
  const isUnbroken = allowed.every((tier, place) => tiers[start + place] === tier);
  if (!isUnbroken) return formatList(allowed.map(({ name }) => name));
  if (last === tiers.at(-1)) return t('rewards.tierFrom', { tier: first.name });
  if (start === 0) return t('rewards.tierUpTo', { tier: last.name });
  return t('rewards.tierRange', { first: first.name, last: last.name });
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
