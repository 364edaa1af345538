import { isSame } from '@/lib/shared/is-same';
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
type Field = Exclude<keyof RewardDocument, 'code' | 'family'>;

/** Code and family stay as they were made. */
const EDITABLE: readonly Field[] = [
  'name',
  'kind',
  'isActive',
  'fulfillment',
  'uiTags',
  'price',
  'tiers',
  'limits',
  'eligibility',
];

/** A saved reward as the editor writes it. */
export function documentOf(reward: Reward | RewardResult): RewardDocument {
  const { code, family, name, kind, isActive, fulfillment, uiTags, price, tiers, limits, eligibility } = reward;
  return { code, family, name, kind, isActive, fulfillment, uiTags, price, tiers, limits, eligibility };
}

/** What differs between two documents, field by field, as it is sent: null when nothing does. */
export function rewardChanges(
  before: RewardDocument,
  after: RewardDocument,
): Omit<UpdateRewardInput, 'version'> | null {
  const changed = EDITABLE.filter((field) => !isSame(before[field], after[field]));
  return changed.length === 0 ? null : Object.fromEntries(changed.map((field) => [field, after[field]]));
}

/**
 * A document as single facts: a price by part, tiers by tier, limits by scope, conditions one by one. Two people who
 * changed different facts did not get in each other's way.
 */
export type RewardFacts = Record<string, unknown>;

/** Takes a document apart. What there is none of is not among the facts. */
export function factsOf({ price, tiers, limits, eligibility, ...plain }: RewardDocument): RewardFacts {
  const facts: RewardFacts = { ...plain };
  for (const [name, value] of Object.entries(price ?? {})) facts[`price.${name}`] = value;
  for (const { tier, benefit } of tiers) facts[`tiers.${tier}`] = benefit;
  for (const limit of limits) facts[`limits.${limit.scope}`] = limit;
  for (const [name, value] of Object.entries(eligibility ?? {})) facts[`eligibility.${name}`] = value;
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null));
}

/** One fact of which the two who edited do not both hold what it was. */
export type RewardDifference = {
  fact: string;
  before: unknown;
  theirs: unknown;
  mine: unknown;
  changedBy: 'them' | 'me' | 'both';
};

/** What each of two people made of a reward, fact by fact. What both changed alike is no difference. */
export function compareRewards(
  before: RewardDocument,
  theirs: RewardDocument,
  mine: RewardDocument,
): RewardDifference[] {
  const [was, their, my] = [factsOf(before), factsOf(theirs), factsOf(mine)];
  const names = [...new Set([...Object.keys(was), ...Object.keys(their), ...Object.keys(my)])];
  return names
    .filter((fact) => !isSame(their[fact], my[fact]))
    .map((fact) => {
      const isTheirs = !isSame(was[fact], their[fact]);
      const isMine = !isSame(was[fact], my[fact]);
      const changedBy = isTheirs && isMine ? 'both' : isTheirs ? 'them' : 'me';
      return { fact, before: was[fact], theirs: their[fact], mine: my[fact], changedBy };
    });
}

/** Their reward with what I changed laid over it; what I left alone is theirs. */
export function mergeRewards(before: RewardDocument, theirs: RewardDocument, mine: RewardDocument): RewardDocument {
  const merged = factsOf(theirs);
  for (const { fact, mine: value, changedBy } of compareRewards(before, theirs, mine)) {
    if (changedBy !== 'them') merged[fact] = value;
  }
  return toDocument(theirs, merged);
}

/** Puts facts together again. Tiers and limits come in the order of `facts`, the price of a comp is kept. */
function toDocument(ground: RewardDocument, facts: RewardFacts): RewardDocument {
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
    price: ground.price === null ? null : { ...ground.price, ...Object.fromEntries(under('price')) },
    tiers: under('tiers').map(([tier, benefit]) => ({ tier, benefit }) as RewardDocument['tiers'][number]),
    limits: under('limits').map(([, limit]) => limit as RewardDocument['limits'][number]),
    eligibility: conditions.length === 0 ? null : { ...none, ...Object.fromEntries(conditions) },
  };
}
