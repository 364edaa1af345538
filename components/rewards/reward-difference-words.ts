import type { Edited } from '@/components/forms/facts';
import { fulfillmentLabel, limitScopeLabel, promoTypeLabel, rewardKindLabel } from '@/components/labels';
import { formatHours, formatList, formatMoney, formatPoints } from '@/lib/shared/format';
import { takesWager } from '@/lib/shared/promo-types';
import type { RewardFulfillment, RewardLimit, RewardLimitScope } from '@/services/catalog/dtos';
import type { LoyaltyTier } from '@/services/loyalty/dtos';
import { t, type WordKey } from '@/words/say';
import { factsOf, mergeRewards, type RewardDocument } from './reward-document';
import { type Cost, costText, limitText } from './reward-words';

/** What the words need to know of the casino. */
export type CasinoWords = { currency: string; tiers: readonly Pick<LoyaltyTier, 'code' | 'name'>[] };
type Benefit = RewardDocument['tiers'][number]['benefit'];
type VisitKinds = NonNullable<NonNullable<RewardDocument['eligibility']>['visitKinds']>;

const FACTS = {
  code: 'rewards.code',
  family: 'rewards.family',
  name: 'rewards.name',
  kind: 'domain.kind',
  isActive: 'rewards.active',
  fulfillment: 'rewards.fulfillment',
  uiTags: 'rewards.fact_tags',
  'price.cost': 'rewards.price',
  'price.allowOverdraw': 'rewards.fact_allowOverdraw',
  'eligibility.minTier': 'rewards.minTier',
  'eligibility.maxTier': 'rewards.maxTier',
  'eligibility.minPointsBalance': 'rewards.fact_minBalance',
  'eligibility.visitKinds': 'rewards.visit',
} as const satisfies Record<string, WordKey>;

/** A reward as several people may edit it. */
export function editedReward(words: CasinoWords): Edited<RewardDocument> {
  return {
    name: t('forms.thisReward'),
    changedCode: 'REWARD_CHANGED',
    factsOf,
    factName: (fact) => factLabel(fact, words),
    factText: (fact, value) => factText(fact, value, words),
    merge: mergeRewards,
  };
}

/** The name of one fact of a reward: `Price`, `Gold gets`, `Limit per visit`. */
export function factLabel(fact: string, { tiers }: CasinoWords): string {
  const [part = '', rest = ''] = fact.split('.');
  if (part === 'tiers') return t('rewards.tierGets', { tier: tierName(rest, tiers) });
  if (part === 'limits') return t('rewards.limitFact', { scope: limitScopeLabel(rest as RewardLimitScope) });
  return isNamed(fact) ? t(FACTS[fact]) : fact;
}

function isNamed(fact: string): fact is keyof typeof FACTS {
  return Object.hasOwn(FACTS, fact);
}

/** One fact in words. What there is none of reads `none`. */
export function factText(fact: string, value: unknown, words: CasinoWords): string {
  const [part = ''] = fact.split('.');
  if (value === undefined || value === null) return t(part === 'tiers' ? 'rewards.nothing' : 'forms.none');
  if (part === 'tiers') return benefitText(value as Benefit, words.currency);
  if (part === 'limits') return limitText(value as RewardLimit);
  if (typeof value === 'boolean') return t(value ? 'rewards.yes' : 'rewards.no');
  if (fact === 'eligibility.visitKinds')
    return formatList((value as VisitKinds).map((kind) => t(`rewards.visit_${kind}`)));
  if (Array.isArray(value)) return value.join(', ');
  if (fact === 'price.cost') return costText(value as Cost, words.currency);
  if (fact === 'eligibility.minPointsBalance') return t('domain.points', { points: formatPoints(Number(value)) });
  if (fact === 'kind') return rewardKindLabel(String(value));
  if (fact === 'fulfillment') return fulfillmentLabel(value as RewardFulfillment);
  return part === 'eligibility' ? tierName(String(value), words.tiers) : String(value);
}

/** What a tier gets: `$25 match play, stakes $25, good for 24 h`. */
function benefitText(benefit: Benefit, currency: string): string {
  const { instrumentType, faceValueCents, requiredMatchWagerCents, validHours } = benefit;
  const worth = formatMoney(faceValueCents, currency);
  const value = t('rewards.benefit', { worth, type: promoTypeLabel(instrumentType).toLowerCase() });
  const wager = formatMoney(requiredMatchWagerCents, currency);
  const staked = takesWager(instrumentType) ? t('rewards.benefitStakes', { benefit: value, wager }) : value;
  if (validHours === null) return staked;
  return t('rewards.benefitGoodFor', { benefit: staked, hours: formatHours(validHours) });
}

function tierName(code: string, tiers: CasinoWords['tiers']): string {
  return tiers.find((tier) => tier.code === code)?.name ?? code;
}
