import { promoTypeLabel } from '@/components/labels';
import type { Refusal } from '@/hooks/kept-intents';
import { ERRORS } from '@/lib/shared/errors';
import { formatDateTime, formatMoney, formatPoints, formatTime } from '@/lib/shared/format';
import type { Offer, RewardLimitScope, UnmetCondition } from '@/services/catalog/dtos';

/** What a person agrees to when confirming; null is what the reward does not have. */
export type OfferFigures = Pick<Offer, 'pointsCost' | 'faceValueCents' | 'requiredMatchWagerCents' | 'validHours'>;

const DAY_MS = 86_400_000;

const SCOPE_WORDS: Record<RewardLimitScope, string> = {
  per_visit: 'on this visit',
  per_gaming_day: 'today',
  per_week: 'this week',
  per_month: 'this month',
};

/** Said where the condition itself is not known. */
const UNMET_WORDS: Record<UnmetCondition, string> = {
  min_tier: 'For higher tiers',
  max_tier: 'For lower tiers',
  min_points_balance: 'Needs a higher balance',
  visit_kind: 'Not on this kind of visit',
  no_visit: 'On a visit only: check the player in first',
  no_benefit: 'Nothing for this tier',
};

/** What the rewards of a family are called in their tab. */
export type FamilyWords = { one: string; many: string };

/** What is known of the player, and the clock that times are told by. */
export type OfferContext = { tierName: string; visitId: string | null; timeZone: string; nowMs: number };
type Clock = Pick<OfferContext, 'timeZone' | 'nowMs'>;

/** Why an offer cannot be given now, by what stands in the way first; null when it can. */
export function reasonText(offer: Offer, context: OfferContext): string | null {
  const [reason] = offer.reasons;
  if (reason === undefined) return null;
  switch (reason) {
    case 'NOT_ELIGIBLE':
      return unmetText(offer, context);
    case 'LIMIT_REACHED':
      return againText(offer.nextEligibleAt, context) ?? reachedText(offer);
    case 'COOLDOWN_ACTIVE':
      return againText(offer.nextEligibleAt, context) ?? 'Too soon after the last one';
    case 'INSUFFICIENT_POINTS':
      return shortText(offer);
    case 'NO_ACTIVE_PROGRAM':
      return `No ${offer.instrumentType ? promoTypeLabel(offer.instrumentType).toLowerCase() : 'coupon'} program is running`;
    case 'MATCH_NOT_EXACT':
      return 'Match wager differs from the face value';
    default:
      // Also where the player may receive nothing: others look at this screen, too.
      return 'Not now';
  }
}

function shortText({ balance, pointsCost, debtLimitPoints }: Offer): string {
  const short = `Not enough points: needs ${formatPoints(pointsCost ?? 0)}, has ${formatPoints(balance)}`;
  return debtLimitPoints ? `${short}; ${debtText(debtLimitPoints)}` : short;
}

/** How far below zero a balance may go. */
function debtText(debtLimitPoints: number): string {
  return `at most ${formatPoints(debtLimitPoints)} below zero`;
}

function unmetText(offer: Offer, { tierName, visitId }: OfferContext): string {
  const [unmet] = offer.unmet;
  const { minTierName, maxTierName, minPointsBalance, visitKinds } = offer.conditions ?? {};
  if (unmet === 'min_tier' && minTierName) return `From ${minTierName} up`;
  if (unmet === 'max_tier' && maxTierName) return `Up to ${maxTierName} only`;
  if (unmet === 'min_points_balance' && typeof minPointsBalance === 'number') {
    return `Needs a balance of ${formatPoints(minPointsBalance)}, has ${formatPoints(offer.balance)}`;
  }
  if (unmet === 'visit_kind') {
    if (visitId === null) return UNMET_WORDS.no_visit;
    const [kind] = visitKinds ?? [];
    if (kind) return `On ${kind === 'rated' ? 'a rated' : 'an unrated'} visit only`;
  }
  if (unmet === 'no_benefit') return `Nothing for ${tierName}`;
  return unmet === undefined ? ERRORS.NOT_ELIGIBLE.title : UNMET_WORDS[unmet];
}

function reachedText({ remaining }: Pick<Offer, 'remaining'>): string {
  const reached = remaining.find(({ left }) => left === 0);
  return reached ? givenText(reached.scope, reached.maxIssues) : 'Given as often as it may be';
}

function givenText(scope: RewardLimitScope, maxIssues: number): string {
  return `Given ${formatPoints(maxIssues)} of ${formatPoints(maxIssues)} ${SCOPE_WORDS[scope]}`;
}

/** When it may be given again: `Again at 06:00`, with the day where that is more than a day away. Null: not by time alone. */
export function againText(instant: string | null, { timeZone, nowMs }: Clock): string | null {
  if (instant === null) return null;
  if (Date.parse(instant) - nowMs < DAY_MS) return `Again at ${formatTime(instant, timeZone)}`;
  return `Again ${formatDateTime(instant, timeZone)}`;
}

/** What is left of a limit: `2 of 3 left this week`. */
export function leftText({ scope, left, maxIssues }: Offer['remaining'][number]): string {
  return `${formatPoints(left)} of ${formatPoints(maxIssues)} left ${SCOPE_WORDS[scope]}`;
}

/** The figure that a list shows: `1,500`, `$50`; null where the player's tier gets none. */
export function figureText({ pointsCost, faceValueCents }: OfferFigures, currency: string): string | null {
  if (pointsCost !== null) return formatPoints(pointsCost);
  return faceValueCents === null ? null : formatMoney(faceValueCents, currency);
}

/** What the confirming tap does: `Give Dinner at the grill for 1,500 points`, `Give $50 match play`. */
export function giveText(
  { name, instrumentType }: Pick<Offer, 'name' | 'instrumentType'>,
  { pointsCost, faceValueCents }: OfferFigures,
  currency: string,
): string {
  if (pointsCost !== null) return `Give ${name} for ${formatPoints(pointsCost)} points`;
  if (faceValueCents === null || instrumentType === null) return `Give ${name}`;
  return `Give ${formatMoney(faceValueCents, currency)} ${promoTypeLabel(instrumentType).toLowerCase()}`;
}

type Words = { title: string; remedy: string };

/** What a person reads when the server refused to give a reward: its sentence, and the facts that came with it. */
export function rewardRefusalText({ code, details, retryAfterSeconds }: Refusal, clock: Clock): Words {
  return {
    title: ERRORS[code].title,
    remedy: factsText({ code, details, retryAfterSeconds }, clock) ?? ERRORS[code].remedy,
  };
}

function factsText({ code, details = {}, retryAfterSeconds }: Refusal, clock: Clock): string | null {
  const { nextEligibleAt, scope, maxIssues, balance, pointsCost, debtLimitPoints, unmet } = details;
  const again = againText(typeof nextEligibleAt === 'string' ? nextEligibleAt : null, clock);
  if (code === 'COOLDOWN_ACTIVE') return again && `${again}; nothing was given.`;
  if (code === 'LIMIT_REACHED') {
    const given = isScope(scope) && typeof maxIssues === 'number' ? `${givenText(scope, maxIssues)}.` : null;
    return [given, again && `${again}.`].filter(Boolean).join(' ') || null;
  }
  if (code === 'INSUFFICIENT_POINTS' && typeof balance === 'number' && typeof pointsCost === 'number') {
    const debt = typeof debtLimitPoints === 'number' && debtLimitPoints > 0 ? `, ${debtText(debtLimitPoints)}` : '';
    return `It needs ${formatPoints(pointsCost)}, the balance is ${formatPoints(balance)}${debt}; nothing was taken.`;
  }
  if (code === 'RATE_LIMITED' && retryAfterSeconds !== undefined) {
    return `Wait ${formatPoints(retryAfterSeconds)} s and confirm again; nothing was given.`;
  }
  if (code === 'NOT_ELIGIBLE' && Array.isArray(unmet) && isUnmet(unmet[0])) return `${UNMET_WORDS[unmet[0]]}.`;
  return null;
}

function isScope(scope: unknown): scope is RewardLimitScope {
  return typeof scope === 'string' && Object.hasOwn(SCOPE_WORDS, scope);
}

function isUnmet(unmet: unknown): unmet is UnmetCondition {
  return typeof unmet === 'string' && Object.hasOwn(UNMET_WORDS, unmet);
}

/** What to do where nothing of the catalog can be given to this player, whatever the reward; null where that is not so. */
export function exclusionText({ reasons }: Pick<Offer, 'reasons'>): Words | null {
  if (!reasons.includes('PLAYER_EXCLUDED')) return null;
  return { title: ERRORS.PLAYER_EXCLUDED.title, remedy: ERRORS.PLAYER_EXCLUDED.remedy };
}
