import { z } from 'zod';
import { parseMoney } from '@/lib/shared/format';
import { takesWager } from '@/lib/shared/promo-types';
import { rule } from '@/lib/shared/rules';
import { createRewardInputSchema } from '@/services/catalog/dtos';
import { t } from '@/words/say';
import type { RewardDocument } from './reward-document';
import type { BenefitValues, RewardFormValues } from './reward-form-values';

const KIND_MAX = 40;

/** What the form needs to know of the casino and of the reward as it was. */
export type RewardRules = {
  isExactMatch: boolean;
  /** Null for a new one. */
  before: RewardDocument | null;
};

const VISIT_KINDS = { '': null, rated: ['rated'], unrated: ['unrated'], both: ['rated', 'unrated'] } as const;

/** `1,000` is a thousand; whatever is no whole number is NaN, for the contract to refuse. */
function readWhole(text: string): number {
  const plain = text.trim();
  return /^(\d+|\d{1,3}(,\d{3})+)$/.test(plain) ? Number(plain.replaceAll(',', '')) : Number.NaN;
}

function readOptionalWhole(text: string): number | null {
  return text.trim() === '' ? null : readWhole(text);
}

/** A kind as it is kept: `Room upgrade` is `room_upgrade`, `Habitación` is `habitacion`. */
export function kindOf(words: string): string {
  return words
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, KIND_MAX);
}

/**
 * Whether a tier's wager follows the face value, as exact match asks. A benefit from before the rule keeps its own wager
 * until somebody edits its face value.
 */
export function isWagerFollowed({ tier, benefit }: BenefitValues, { isExactMatch, before }: RewardRules): boolean {
  if (!isExactMatch) return false;
  const saved = before?.tiers.find((row) => row.tier === tier)?.benefit;
  return (
    saved === undefined ||
    !takesWager(saved.instrumentType) ||
    saved.requiredMatchWagerCents === saved.faceValueCents ||
    parseMoney(benefit.faceValueCents) !== saved.faceValueCents
  );
}

function readBenefit(row: BenefitValues, rules: RewardRules) {
  const { instrumentType, faceValueCents, requiredMatchWagerCents, validHours } = row.benefit;
  const face = parseMoney(faceValueCents) ?? Number.NaN;
  const isFollowed = requiredMatchWagerCents.trim() === '' || isWagerFollowed(row, rules);
  const wager = isFollowed ? face : (parseMoney(requiredMatchWagerCents) ?? Number.NaN);
  return {
    tier: row.tier,
    benefit: {
      instrumentType,
      faceValueCents: face,
      requiredMatchWagerCents: takesWager(instrumentType) ? wager : 0,
      validHours: readOptionalWhole(validHours),
    },
  };
}

function isGiven({ benefit }: BenefitValues): boolean {
  return benefit.faceValueCents.trim() !== '';
}

/** What is chosen of the two ways to price a comp; what is typed of the other is left behind. */
function readPrice({ kind, pointsCost, minAmountCents, maxAmountCents, allowOverdraw }: RewardFormValues['price']) {
  if (kind === 'fixed') return { pointsCost: readWhole(pointsCost), allowOverdraw };
  return {
    minAmountCents: parseMoney(minAmountCents) ?? Number.NaN,
    maxAmountCents: parseMoney(maxAmountCents) ?? Number.NaN,
    allowOverdraw,
  };
}

/** The form as the contract has it, sound or not: what is no figure is NaN. */
function readForm(values: RewardFormValues, rules: RewardRules) {
  const { minTier, maxTier, minPointsBalance, visitKinds } = values.eligibility;
  const tags = values.tags
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean);
  const conditions = {
    minTier: minTier || null,
    maxTier: maxTier || null,
    minPointsBalance: readOptionalWhole(minPointsBalance),
    visitKinds: VISIT_KINDS[visitKinds],
  };
  const isComp = values.family === 'points_comp';
  return {
    code: values.code.trim(),
    family: values.family,
    name: values.name,
    kind: kindOf(values.kind),
    isActive: values.isActive,
    fulfillment: values.fulfillment || null,
    uiTags: tags.length === 0 ? null : tags,
    price: isComp ? readPrice(values.price) : null,
    tiers: isComp ? [] : values.tiers.filter(isGiven).map((row) => readBenefit(row, rules)),
    limits: values.limits.map((limit) => ({
      ...limit,
      maxIssues: readWhole(limit.maxIssues),
      cooldownMinutes: readOptionalWhole(limit.cooldownMinutes),
    })),
    eligibility: Object.values(conditions).every((condition) => condition === null) ? null : conditions,
  };
}

/**
 * The field of the form that a path of the contract speaks of; null when none does. Tiers that get nothing are not sent, so
 * the first tier sent need not be the first row.
 */
export function formPathOf(path: string, values: RewardFormValues): string | null {
  const [part = '', place, ...rest] = path.split('.');
  if (part === 'uiTags') return 'tags';
  if (part === 'price') return `price.${place ?? (values.price.kind === 'fixed' ? 'pointsCost' : 'minAmountCents')}`;
  if (part === 'limits') return values.limits.length === 0 ? null : `limits.${place ?? 0}.${rest[0] ?? 'scope'}`;
  if (part === 'eligibility') return `eligibility.${place ?? 'minTier'}`;
  if (part === 'tiers') {
    const row = values.tiers.filter(isGiven)[Number(place ?? 0)] ?? values.tiers[0];
    if (row === undefined) return null;
    return `tiers.${values.tiers.indexOf(row)}.benefit.${rest[1] ?? 'faceValueCents'}`;
  }
  return part in values ? path : null;
}

/** What the contract cannot see of a single field: what belongs together. */
function listMismatches(document: RewardDocument, values: RewardFormValues): [string, string][] {
  const found: [string, string][] = [];
  if (document.family === 'entitlement' && document.tiers.length === 0) found.push(['tiers', rule('oneTierGets')]);
  for (const [place, { benefit }] of document.tiers.entries()) {
    if (takesWager(benefit.instrumentType) && benefit.requiredMatchWagerCents === 0)
      found.push([`tiers.${place}.benefit.requiredMatchWagerCents`, t('domain.wagerAboveZero')]);
  }
  for (const [place, { scope }] of document.limits.entries()) {
    if (document.limits.findIndex((limit) => limit.scope === scope) < place)
      found.push([`limits.${place}.scope`, t('rewards.limitTwice')]);
  }
  const placeOf = (code: string | null | undefined) => values.tiers.findIndex(({ tier }) => tier === code);
  const { minTier = null, maxTier = null } = document.eligibility ?? {};
  if (minTier !== null && maxTier !== null && placeOf(minTier) > placeOf(maxTier))
    found.push(['eligibility.maxTier', rule('maxTierBelow')]);
  return found;
}

/** The contract's sentence, or a better one where a person types words and amounts and the contract speaks of codes and cents. */
function messageOf({ path, code, message }: z.core.$ZodIssue): string {
  const field = String(path.at(-1));
  if (field.endsWith('Cents') && code === 'invalid_type') return rule('amount', { whole: '25', decimals: '12.50' });
  return field === 'kind' ? t('rewards.kindWanted') : message;
}

/** Reads the form by the rules that the server goes by, and says under which field what is wrong. */
export function rewardFormSchema(rules: RewardRules) {
  return z.custom<RewardFormValues>().transform((values, context): RewardDocument => {
    const say = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: (formPathOf(path, values) ?? path).split('.'), message });
    const read = createRewardInputSchema.safeParse(readForm(values, rules));
    if (!read.success) {
      for (const issue of read.error.issues) say(issue.path.join('.'), messageOf(issue));
      return z.NEVER;
    }
    const {
      metadata: _metadata,
      fulfillment = null,
      uiTags = null,
      price = null,
      tiers = [],
      limits = [],
      eligibility = null,
      ...plain
    } = read.data;
    const document = { ...plain, fulfillment, uiTags, price, tiers, limits, eligibility };
    for (const [path, message] of listMismatches(document, values)) say(path, message);
    return document;
  });
}
