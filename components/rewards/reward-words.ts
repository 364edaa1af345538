import { limitScopeLabel, promoTypeLabel } from '@/components/labels';
import { formatDuration, formatList, formatMoney, formatMoneyRange, formatPoints } from '@/lib/shared/format';
import type { Reward, RewardLimit } from '@/services/catalog/dtos';
import type { LoyaltyTier } from '@/services/loyalty/dtos';

const MINUTE_SECONDS = 60;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 1_440;

/** The part of a reward that a list or a comparison puts into words. */
export type RewardTerms = Pick<Reward, 'price' | 'tiers' | 'eligibility'>;
type TierNames = readonly Pick<LoyaltyTier, 'code' | 'name'>[];

/** How often: `once per gaming day`, `3 times per week, 1 h apart, with a note`. */
export function limitText({ scope, maxIssues, cooldownMinutes, requiresNote }: RewardLimit): string {
  const times = maxIssues === 1 ? 'once' : maxIssues === 2 ? 'twice' : `${formatPoints(maxIssues)} times`;
  return [
    `${times} ${limitScopeLabel(scope)}`,
    cooldownMinutes === null ? null : `${cooldownText(cooldownMinutes)} apart`,
    requiresNote ? 'with a note' : null,
  ]
    .filter(Boolean)
    .join(', ');
}

/** A pause between two issues: `45 min`, `1 h`, `1 h 30`, `2 days`. */
export function cooldownText(minutes: number): string {
  if (minutes % DAY_MINUTES === 0) return minutes === DAY_MINUTES ? '1 day' : `${minutes / DAY_MINUTES} days`;
  if (minutes % HOUR_MINUTES === 0) return `${minutes / HOUR_MINUTES} h`;
  return formatDuration(minutes * MINUTE_SECONDS);
}

/** All limits of a reward in one line. */
export function limitsText(limits: readonly RewardLimit[]): string {
  return limits.length === 0 ? 'No limit' : sentence(limits.map(limitText).join('; '));
}

/** What it costs, or what it is worth to whom: `1,500 points`, `$10–100`. */
export function valueText({ price, tiers }: RewardTerms, currency: string): string {
  if (price) return `${formatPoints(price.pointsCost)} points`;
  const values = tiers.map(({ benefit }) => benefit.faceValueCents);
  if (values.length === 0) return 'No value';
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? formatMoney(least, currency) : formatMoneyRange(least, most, currency);
}

/** What kind of value that is: `match play`, `balance may go below zero`; nothing where the price says it all. */
export function valueKindText({ price, tiers }: RewardTerms): string {
  if (price) return price.allowOverdraw ? 'balance may go below zero' : '';
  const types = [...new Set(tiers.map(({ benefit }) => promoTypeLabel(benefit.instrumentType).toLowerCase()))];
  return types.join(' and ');
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
    balance === null ? null : `with ${formatPoints(balance)} points or more`,
    kinds === null ? null : `on ${kinds.length > 1 ? 'a' : kinds[0] === 'rated' ? 'a rated' : 'an unrated'} visit`,
  ].filter(Boolean);
  return parts.length === 0 ? 'Everyone enrolled' : sentence(parts.join(', '));
}

function tiersBetween(tiers: TierNames, lowest: string | null, highest: string | null): TierNames {
  const placeOf = (code: string) => tiers.findIndex((tier) => tier.code === code);
  const from = lowest === null ? 0 : placeOf(lowest);
  const to = highest === null ? tiers.length - 1 : placeOf(highest);
  return tiers.filter((_tier, place) => place >= from && place <= to);
}

function tierWords(allowed: TierNames, tiers: TierNames): string {
  const [first, last] = [allowed.at(0), allowed.at(-1)];
  if (first === undefined || last === undefined) return 'nobody';
  if (allowed.length === 1) return `${first.name} only`;
  const start = tiers.indexOf(first);
  const isUnbroken = allowed.every((tier, place) => tiers[start + place] === tier);
  if (!isUnbroken) return formatList(allowed.map(({ name }) => name));
  if (last === tiers.at(-1)) return `from ${first.name}`;
  return start === 0 ? `up to ${last.name}` : `${first.name} to ${last.name}`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
