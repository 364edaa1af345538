import { changesOf, type Facts, mergeFacts } from '@/components/forms/facts';
import type { CreateRewardInput, Reward, RewardResult, UpdateRewardInput } from '@/services/catalog/dtos';

type Part<Name extends keyof CreateRewardInput> = Exclude<CreateRewardInput[Name], undefined>;

/** All of a reward that the editor writes, complete; null and an empty list where there is nothing. */
export type RewardDocument = {
  code: string;
  family: CreateRewardInput['family'];
  name: string;
  kind: string;
  isActive: boolean;
  fulfillment: Part<'fulfillment'>;
  uiTags: Part<'uiTags'>;
  price: Part<'price'>;
  tiers: Part<'tiers'>;
  limits: Part<'limits'>;
  eligibility: Part<'eligibility'>;
};
/** A saved reward as the editor writes it. */
export function documentOf(reward: Reward | RewardResult): RewardDocument {
  const { code, family, name, kind, isActive, fulfillment, uiTags, price, tiers, limits, eligibility } = reward;
  return { code, family, name, kind, isActive, fulfillment, uiTags, price, tiers, limits, eligibility };
}

/** What was changed of a reward, as it is sent. Code and family stay as they were made. */
export function rewardChanges(before: RewardDocument, after: RewardDocument): Omit<UpdateRewardInput, 'version'> {
  const { code: _code, family: _family, ...changes } = changesOf(before, after);
  return changes;
}

/**
 * A document as single facts: a price by what it costs and whether it may be owed, tiers by tier, limits by scope, conditions one by one. Two people who
 * changed different facts did not get in each other's way. What there is none of is not among them.
 */
export function factsOf({ price, tiers, limits, eligibility, ...plain }: RewardDocument): Facts {
  const facts: Facts = { ...plain };
  if (price !== null) {
    // Points or the bounds of an amount: one fact, since they are only right together.
    const { allowOverdraw, ...cost } = price;
    facts['price.cost'] = cost;
    facts['price.allowOverdraw'] = allowOverdraw;
  }
  for (const { tier, benefit } of tiers) facts[`tiers.${tier}`] = benefit;
  for (const limit of limits) facts[`limits.${limit.scope}`] = limit;
  for (const [name, value] of Object.entries(eligibility ?? {})) facts[`eligibility.${name}`] = value;
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null));
}

/** Their reward with what I changed laid over it; what I left alone is theirs. */
export function mergeRewards(before: RewardDocument, theirs: RewardDocument, mine: RewardDocument): RewardDocument {
  return toDocument(theirs, mergeFacts(factsOf(before), factsOf(theirs), factsOf(mine)));
}

/** Puts facts together again. Tiers and limits come in the order of `facts`, the price of a comp is kept. */
function toDocument(ground: RewardDocument, facts: Facts): RewardDocument {
  const under = (part: string): [string, unknown][] =>
    Object.entries(facts)
      .filter(([name, value]) => name.startsWith(`${part}.`) && value !== undefined && value !== null)
      .map(([name, value]) => [name.slice(part.length + 1), value]);
  const conditions = under('eligibility');
  const none = { minTier: null, maxTier: null, minPointsBalance: null, visitKinds: null };
  return {
    ...ground,
    ...Object.fromEntries(
      ['name', 'kind', 'isActive', 'fulfillment', 'uiTags'].map((name) => [name, facts[name] ?? null]),
    ),
    price: ground.price === null ? null : priceOf(facts),
    tiers: under('tiers').map(([tier, benefit]) => ({ tier, benefit }) as RewardDocument['tiers'][number]),
    limits: under('limits').map(([, limit]) => limit as RewardDocument['limits'][number]),
    eligibility: conditions.length === 0 ? null : { ...none, ...Object.fromEntries(conditions) },
  };
}

function priceOf(facts: Facts): NonNullable<RewardDocument['price']> {
  const cost = facts['price.cost'] as Omit<NonNullable<RewardDocument['price']>, 'allowOverdraw'>;
  return { ...cost, allowOverdraw: facts['price.allowOverdraw'] === true };
}
