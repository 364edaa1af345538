import type { Edited } from '@/components/forms/facts';
import { fulfillmentLabel, limitScopeLabel, promoTypeLabel, rewardKindLabel } from '@/components/labels';
import { formatHours, formatList, formatMoney, formatPoints } from '@/lib/shared/format';
import { takesWager } from '@/lib/shared/promo-types';
import type { RewardFulfillment, RewardLimit, RewardLimitScope } from '@/services/catalog/dtos';
import type { LoyaltyTier } from '@/services/loyalty/dtos';
import { t } from '@/words/say';
import { factsOf, mergeRewards, type RewardDocument } from './reward-document';
import { limitText } from './reward-words';

/** What the words need to know of the casino. */
export type CasinoWords = { currency: string; tiers: readonly Pick<LoyaltyTier, 'code' | 'name'>[] };
type Benefit = RewardDocument['tiers'][number]['benefit'];

const LABELS: Record<string, string> = {
  code: 'Code',
  family: 'Family',
  name: 'Name',
  kind: 'Kind',
  isActive: 'Active',
  fulfillment: 'How it is given',
  uiTags: 'Tags',
  'price.pointsCost': 'Price',
  'price.allowOverdraw': 'Balance below zero',
  'eligibility.minTier': 'Lowest tier',
  'eligibility.maxTier': 'Highest tier',
  'eligibility.minPointsBalance': 'Least balance',
  'eligibility.visitKinds': 'Visit',
};

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
  if (part === 'tiers') return `${tierName(rest, tiers)} gets`;
  if (part === 'limits') return `Limit ${limitScopeLabel(rest as RewardLimitScope)}`;
  return LABELS[fact] ?? fact;
}

/** One fact in words. What there is none of reads `none`. */
export function factText(fact: string, value: unknown, words: CasinoWords): string {
  const [part = ''] = fact.split('.');
  if (value === undefined || value === null) return part === 'tiers' ? 'nothing' : 'none';
  if (part === 'tiers') return benefitText(value as Benefit, words.currency);
  if (part === 'limits') return limitText(value as RewardLimit);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return fact === 'uiTags' ? value.join(', ') : formatList(value);
  if (fact === 'price.pointsCost' || fact === 'eligibility.minPointsBalance')
    return `${formatPoints(Number(value))} points`;
  if (fact === 'kind') return rewardKindLabel(String(value));
  if (fact === 'fulfillment') return fulfillmentLabel(value as RewardFulfillment);
  return part === 'eligibility' ? tierName(String(value), words.tiers) : String(value);
}

/** What a tier gets: `$25 match play, stakes $25, good for 24 h`. */
function benefitText(benefit: Benefit, currency: string): string {
  const { instrumentType, faceValueCents, requiredMatchWagerCents, validHours } = benefit;
  return [
    `${formatMoney(faceValueCents, currency)} ${promoTypeLabel(instrumentType).toLowerCase()}`,
    takesWager(instrumentType) ? `stakes ${formatMoney(requiredMatchWagerCents, currency)}` : null,
    validHours === null ? null : `good for ${formatHours(validHours)}`,
  ]
    .filter(Boolean)
    .join(', ');
}

function tierName(code: string, tiers: CasinoWords['tiers']): string {
  return tiers.find((tier) => tier.code === code)?.name ?? code;
}
