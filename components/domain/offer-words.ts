import { type ErrorWords, errorWords } from '@/components/ui/error-text';
import type { Refusal } from '@/lib/client/api';
import type { ErrorDetails } from '@/lib/shared/error-details';
import { formatDateTime, formatMoney, formatMoneyRange, formatPoints, formatTime } from '@/lib/shared/format';
import type { Offer, RewardLimitScope, UnmetCondition } from '@/services/catalog/dtos';
import { findWords, t } from '@/words/say';

/** What a person agrees to when confirming; null is what the reward does not have. */
export type OfferFigures = Pick<Offer, 'pointsCost' | 'faceValueCents' | 'requiredMatchWagerCents' | 'validHours'>;

const DAY_MS = 86_400_000;

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
      return againText(offer.nextEligibleAt, context) ?? t('domain.tooSoon');
    case 'INSUFFICIENT_POINTS':
      return shortText(offer);
    case 'NO_ACTIVE_PROGRAM':
      return t('domain.noProgram', { type: offer.instrumentType ?? 'none' });
    case 'MATCH_NOT_EXACT':
      return t('domain.wagerDiffers');
    default:
      // Also where the player may receive nothing: others look at this screen, too.
      return t('domain.notNow');
  }
}

function shortText({ balance, pointsCost, debtLimitPoints }: Offer): string {
  const short = { needed: formatPoints(pointsCost ?? 0), balance: formatPoints(balance) };
  if (!debtLimitPoints) return t('domain.notEnoughPoints', short);
  return t('domain.notEnoughPointsDebt', { ...short, limit: formatPoints(debtLimitPoints) });
}

function unmetText(offer: Offer, { tierName, visitId }: OfferContext): string {
  const [unmet] = offer.unmet;
  const { minTierName, maxTierName, minPointsBalance, visitKinds } = offer.conditions ?? {};
  if (unmet === 'min_tier' && minTierName) return t('domain.unmetMinTier', { tier: minTierName });
  if (unmet === 'max_tier' && maxTierName) return t('domain.unmetMaxTier', { tier: maxTierName });
  if (unmet === 'min_points_balance' && typeof minPointsBalance === 'number') {
    const needed = formatPoints(minPointsBalance);
    return t('domain.unmetBalance', { needed, balance: formatPoints(offer.balance) });
  }
  if (unmet === 'visit_kind') {
    if (visitId === null) return t('domain.unmet_no_visit');
    const [kind] = visitKinds ?? [];
    if (kind) return t(kind === 'rated' ? 'domain.unmetRated' : 'domain.unmetUnrated');
  }
  if (unmet === 'no_benefit') return t('domain.nothingFor', { tier: tierName });
  return unmet === undefined ? errorWords('NOT_ELIGIBLE').title : t(`domain.unmet_${unmet}`);
}

function reachedText({ remaining }: Pick<Offer, 'remaining'>): string {
  const reached = remaining.find(({ left }) => left === 0);
  return reached ? givenText(reached.scope, reached.maxIssues) : t('domain.givenAsOften');
}

function givenText(scope: RewardLimitScope, maxIssues: number): string {
  return t('domain.givenOf', { scope, given: formatPoints(maxIssues), most: formatPoints(maxIssues) });
}

/** When it may be given again: `Again at 06:00`, with the day where that is more than a day away. Null: not by time alone. */
export function againText(instant: string | null, { timeZone, nowMs }: Clock): string | null {
  if (instant === null) return null;
  if (Date.parse(instant) - nowMs < DAY_MS) return t('domain.againAt', { when: formatTime(instant, timeZone) });
  return t('domain.againOn', { when: formatDateTime(instant, timeZone) });
}

/** What is left of a limit: `2 of 3 left this week`. */
export function leftText({ scope, left, maxIssues }: Offer['remaining'][number]): string {
  return t('domain.leftOf', { scope, left: formatPoints(left), most: formatPoints(maxIssues) });
}

/** The figure that a list shows: `1,500`, `$50`, `$10–100` where the amount is typed; null where the player's tier gets none. */
export function figureText(
  { pointsCost, faceValueCents, minAmountCents, maxAmountCents }: Offer,
  currency: string,
): string | null {
  if (minAmountCents !== null && maxAmountCents !== null)
    return formatMoneyRange(minAmountCents, maxAmountCents, currency);
  if (pointsCost !== null) return formatPoints(pointsCost);
  return faceValueCents === null ? null : formatMoney(faceValueCents, currency);
}

/** What the confirming tap does: `Give Dinner at the grill for 1,500 points`, `Give $50 match play`. */
export function giveText(
  { name, instrumentType }: Pick<Offer, 'name' | 'instrumentType'>,
  { pointsCost, faceValueCents }: OfferFigures,
  currency: string,
): string {
  if (pointsCost !== null) return t('domain.giveForPoints', { reward: name, points: formatPoints(pointsCost) });
  if (faceValueCents === null || instrumentType === null) return t('domain.give', { reward: name });
  return t('domain.giveCoupon', { type: instrumentType, worth: formatMoney(faceValueCents, currency) });
}

/** What a person reads when the server refused to give a reward: its sentence, and the facts that came with it. */
export function rewardRefusalText(refusal: Refusal, clock: Clock): ErrorWords {
  const words = errorWords(refusal.code);
  return { ...words, remedy: factsText(refusal, clock) ?? words.remedy };
}

function factsText({ code, details, retryAfterSeconds }: Refusal, clock: Clock): string | null {
  switch (code) {
    case 'COOLDOWN_ACTIVE': {
      const again = againText(details?.nextEligibleAt ?? null, clock);
      return again && t('domain.nothingGiven', { again });
    }
    case 'LIMIT_REACHED':
      return details ? limitText(details, clock) : null;
    case 'INSUFFICIENT_POINTS':
      return details ? shortOfText(details) : null;
    case 'RATE_LIMITED':
      return retryAfterSeconds ? t('domain.waitSeconds', { seconds: formatPoints(retryAfterSeconds) }) : null;
    case 'NOT_ELIGIBLE': {
      const [unmet] = details?.unmet ?? [];
      return isUnmet(unmet) ? `${t(`domain.unmet_${unmet}`)}.` : null;
    }
    default:
      return null;
  }
}

function limitText({ scope, maxIssues, nextEligibleAt }: ErrorDetails<'LIMIT_REACHED'>, clock: Clock): string | null {
  const given = isScope(scope) && maxIssues !== null ? givenText(scope, maxIssues) : null;
  const sentences = [given, againText(nextEligibleAt ?? null, clock)].filter((sentence) => sentence !== null);
  return sentences.map((sentence) => `${sentence}.`).join(' ') || null;
}

function shortOfText({ balance, pointsCost, debtLimitPoints }: ErrorDetails<'INSUFFICIENT_POINTS'>): string | null {
  if (pointsCost === undefined) return null;
  const short = { needed: formatPoints(pointsCost), balance: formatPoints(balance) };
  if (!debtLimitPoints || debtLimitPoints < 0) return t('domain.nothingTaken', short);
  return t('domain.nothingTakenDebt', { ...short, limit: formatPoints(debtLimitPoints) });
}

const SCOPES: readonly unknown[] = [
  'per_visit',
  'per_gaming_day',
  'per_week',
  'per_month',
] satisfies RewardLimitScope[];

function isScope(scope: string | null): scope is RewardLimitScope {
  return SCOPES.includes(scope);
}

function isUnmet(unmet: string | undefined): unmet is UnmetCondition {
  return findWords('domain', `unmet_${unmet}`) !== null;
}

/** What to do where nothing of the catalog can be given to this player, whatever the reward; null where that is not so. */
export function exclusionText({ reasons }: Pick<Offer, 'reasons'>): ErrorWords | null {
  if (!reasons.includes('PLAYER_EXCLUDED')) return null;
  return errorWords('PLAYER_EXCLUDED');
}

/** The same of a whole list: an exclusion is the player's, so that what is said of one reward goes for all that is given. */
export function exclusionOf(offers: readonly Pick<Offer, 'reasons'>[]): ErrorWords | null {
  return offers.map(exclusionText).find((words) => words !== null) ?? null;
}
