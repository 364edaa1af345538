import { expect, test } from 'vitest';
import { compareFacts } from '@/components/forms/facts';
import { factLabel, factText } from '@/components/rewards/reward-difference-words';
import { factsOf, mergeRewards, type RewardDocument, rewardChanges } from '@/components/rewards/reward-document';
import { formPathOf, kindOf, type RewardRules, rewardFormSchema } from '@/components/rewards/reward-form-schema';
import { type RewardFormValues, rewardFormValues } from '@/components/rewards/reward-form-values';
import { refusedFields } from '@/components/rewards/reward-refusal';
import { fieldWords } from '@/components/ui/error-text';
import { ApiError } from '@/lib/client/api';

const TIER_CODES = ['bronze', 'silver', 'gold'];
const free: RewardRules = { isExactMatch: false, before: null };

function benefit(faceValueCents: number, requiredMatchWagerCents = faceValueCents, validHours: number | null = 24) {
  return { instrumentType: 'match_play' as const, faceValueCents, requiredMatchWagerCents, validHours };
}

const entitlement: RewardDocument = {
  code: 'MP_DAILY',
  family: 'entitlement',
  name: 'Daily match play',
  kind: 'match_play',
  isActive: true,
  fulfillment: 'voucher',
  uiTags: ['daily', 'table'],
  price: null,
  tiers: [
    { tier: 'silver', benefit: benefit(2_550) },
    { tier: 'gold', benefit: { ...benefit(5_000, 0), instrumentType: 'free_play' } },
  ],
  limits: [
    { scope: 'per_gaming_day', maxIssues: 1, cooldownMinutes: null, requiresNote: false },
    { scope: 'per_week', maxIssues: 1_000, cooldownMinutes: 1_440, requiresNote: true },
  ],
  eligibility: { minTier: 'silver', maxTier: null, minPointsBalance: 12_000, visitKinds: ['rated'] },
};
const comp: RewardDocument = {
  ...entitlement,
  code: 'COMP_MEAL_25',
  family: 'points_comp',
  name: 'Dinner',
  kind: 'meal',
  fulfillment: null,
  uiTags: null,
  price: { pointsCost: 1_500, allowOverdraw: true },
  tiers: [],
  limits: [],
  eligibility: null,
};

function read(values: RewardFormValues, rules = free): RewardDocument {
  return rewardFormSchema(rules).parse(values);
}

function messagesOf(values: RewardFormValues, rules = free): Record<string, string> {
  const issues = rewardFormSchema(rules).safeParse(values).error?.issues ?? [];
  return Object.fromEntries(issues.map(({ path, message }) => [path.join('.'), fieldWords(message)]));
}

function withBenefit(values: RewardFormValues, tier: string, change: object): RewardFormValues {
  const tiers = values.tiers.map((row) =>
    row.tier === tier ? { ...row, benefit: { ...row.benefit, ...change } } : row,
  );
  return { ...values, tiers };
}

test('every saved reward comes through the form unchanged', () => {
  for (const document of [entitlement, comp]) expect(read(rewardFormValues(document, TIER_CODES))).toEqual(document);
  for (const visitKinds of [['unrated'], ['rated', 'unrated'], null] as const) {
    const open = { minTier: null, maxTier: 'gold', minPointsBalance: null, visitKinds: visitKinds && [...visitKinds] };
    const document = { ...comp, eligibility: open };
    expect(read(rewardFormValues(document, TIER_CODES))).toEqual(document);
  }
});

test('a tier without a face value gets nothing, and an empty wager is the face value', () => {
  const values = rewardFormValues(entitlement, TIER_CODES);
  expect(read(withBenefit(values, 'gold', { faceValueCents: ' ' })).tiers.map(({ tier }) => tier)).toEqual(['silver']);
  const [first] = read(
    withBenefit(values, 'silver', { faceValueCents: '1,200.50', requiredMatchWagerCents: '' }),
  ).tiers;
  expect(first?.benefit).toEqual(benefit(120_050));
  const [raised] = read(withBenefit(values, 'silver', { faceValueCents: '30' })).tiers;
  expect(raised?.benefit).toEqual(benefit(3_000));
  const [other] = read(withBenefit(values, 'silver', { requiredMatchWagerCents: '100', validHours: '' })).tiers;
  expect(other?.benefit).toEqual(benefit(2_550, 10_000, null));
  const freed = withBenefit(values, 'silver', { instrumentType: 'free_play', requiredMatchWagerCents: '99' });
  expect(read(freed).tiers[0]?.benefit.requiredMatchWagerCents).toBe(0);
});

test('exact match: the wager follows, but one from before the rule stays until its value is edited', () => {
  const before = { ...entitlement, tiers: [{ tier: 'silver', benefit: benefit(2_500, 5_000) }] };
  const rules = { isExactMatch: true, before };
  const values = rewardFormValues(before, TIER_CODES);
  expect(read({ ...values, name: 'Renamed' }, rules).tiers).toEqual(before.tiers);
  expect(read(withBenefit(values, 'silver', { faceValueCents: '30' }), rules).tiers[0]?.benefit).toEqual(
    benefit(3_000),
  );
  const ignored = withBenefit(rewardFormValues(entitlement, TIER_CODES), 'silver', { requiredMatchWagerCents: '7' });
  expect(read(ignored, { isExactMatch: true, before: entitlement }).tiers[0]?.benefit).toEqual(benefit(2_550));
});

test('what is wrong stands at the field of the form, also where rows before it are not sent', () => {
  const values = rewardFormValues(entitlement, TIER_CODES);
  expect(messagesOf(withBenefit(values, 'gold', { faceValueCents: 'ten' }))).toEqual({
    'tiers.2.benefit.faceValueCents': 'Enter an amount such as 25 or 12.50.',
  });
  expect(messagesOf(withBenefit(values, 'silver', { validHours: '0' }))).toEqual({
    'tiers.1.benefit.validHours': 'Give at least one hour, or nothing.',
  });
  expect(messagesOf(withBenefit(values, 'silver', { requiredMatchWagerCents: '0' }))).toEqual({
    'tiers.1.benefit.requiredMatchWagerCents': 'The match wager must be more than zero.',
  });
  const nothing = withBenefit(withBenefit(values, 'gold', { faceValueCents: '' }), 'silver', { faceValueCents: '' });
  expect(messagesOf(nothing)).toEqual({ 'tiers.0.benefit.faceValueCents': 'Say what at least one tier gets.' });
  expect(messagesOf({ ...values, name: ' ', tags: 'x'.repeat(31), kind: '!' })).toEqual({
    name: 'Enter a name.',
    tags: 'Keep each tag under 30 characters.',
    kind: 'Name the kind of reward in a word or two, a letter first.',
  });
  const eligibility = { ...values.eligibility, minTier: 'gold', maxTier: 'bronze' };
  expect(messagesOf({ ...values, eligibility })).toEqual({
    'eligibility.maxTier': 'The highest tier can’t be below the lowest.',
  });
  const limits = values.limits.map((limit) => ({ ...limit, scope: 'per_visit' as const, cooldownMinutes: '1.5' }));
  expect(messagesOf({ ...values, limits })).toEqual({
    'limits.0.cooldownMinutes': 'Give whole minutes.',
    'limits.1.cooldownMinutes': 'Give whole minutes.',
  });
  const twice = values.limits.map((limit) => ({ ...limit, scope: 'per_visit' as const }));
  expect(messagesOf({ ...values, limits: twice })).toEqual({
    'limits.1.scope': 'There is a limit of this kind already.',
  });
  const priced = rewardFormValues(comp, TIER_CODES);
  expect(messagesOf({ ...priced, price: { ...priced.price, pointsCost: '' } })).toEqual({
    'price.pointsCost': 'Give whole points.',
  });
  const typed = { ...priced.price, kind: 'typed' as const, minAmountCents: '20', maxAmountCents: '10.50' };
  expect(messagesOf({ ...priced, price: typed })).toEqual({
    'price.maxAmountCents': 'The largest amount is below the smallest.',
  });
  expect(messagesOf({ ...priced, price: { ...typed, minAmountCents: 'a lot' } })).toEqual({
    'price.minAmountCents': 'Enter an amount such as 25 or 12.50.',
  });
});

test('a refusal of the server lands on the same fields', () => {
  const values = rewardFormValues(entitlement, TIER_CODES);
  const fieldsOf = (code: ConstructorParameters<typeof ApiError>[0], details?: Record<string, unknown>) =>
    refusedFields(new ApiError(code, 422, details).refusal, entitlement, values).map(({ path }) => path);
  expect(fieldsOf('VALIDATION_FAILED', { fields: { 'tiers.1.benefit.faceValueCents': 'Too much.' } })).toEqual([
    'tiers.2.benefit.faceValueCents',
  ]);
  expect(fieldsOf('VALIDATION_FAILED', { fields: { 'uiTags.3': 'No.', limits: 'No.', metadata: 'No.' } })).toEqual([
    'tags',
    'limits.0.scope',
  ]);
  expect(fieldsOf('UNKNOWN_TIER', { field: 'tiers.0.tier', tier: 'silver' })).toEqual([
    'tiers.1.benefit.faceValueCents',
  ]);
  expect(fieldsOf('REWARD_CODE_TAKEN')).toEqual(['code']);
  expect(fieldsOf('UNAVAILABLE')).toEqual([]);
  const uneven = { ...entitlement, tiers: [{ tier: 'silver', benefit: benefit(100, 200) }] };
  expect(refusedFields({ code: 'MATCH_NOT_EXACT' }, uneven, values).map(({ path }) => path)).toEqual([
    'tiers.1.benefit.requiredMatchWagerCents',
  ]);
  expect(formPathOf('request', values)).toBeNull();
});

test('only what was changed is sent', () => {
  expect(rewardChanges(entitlement, structuredClone(entitlement))).toEqual({});
  const [silver, gold] = entitlement.tiers;
  if (!silver || !gold) throw new Error('The fixture has two tiers.');
  const after = { ...entitlement, name: 'Renamed', tiers: [silver] };
  expect(rewardChanges(entitlement, after)).toEqual({ name: 'Renamed', tiers: [silver] });
  expect(kindOf(' Room  upgrade! ')).toBe('room_upgrade');
  expect(kindOf('Habitación con desayuno')).toBe('habitacion_con_desayuno');
});

test('two edits are compared fact by fact, and mine over theirs keeps what only they changed', () => {
  const theirs: RewardDocument = {
    ...entitlement,
    name: 'Theirs',
    uiTags: null,
    tiers: [
      { tier: 'bronze', benefit: benefit(500) },
      { tier: 'silver', benefit: benefit(9_900) },
      { tier: 'gold', benefit: benefit(6_000) },
    ],
    eligibility: null,
  };
  const mine: RewardDocument = {
    ...entitlement,
    name: 'Mine',
    tiers: [{ tier: 'gold', benefit: benefit(7_000) }],
    limits: entitlement.limits.slice(0, 1),
    eligibility: { minTier: 'gold', maxTier: null, minPointsBalance: 12_000, visitKinds: ['rated'] },
  };
  const differences = compareFacts(factsOf(entitlement), factsOf(theirs), factsOf(mine));
  expect(Object.fromEntries(differences.map(({ fact, changedBy }) => [fact, changedBy]))).toEqual({
    name: 'both',
    uiTags: 'them',
    'tiers.bronze': 'them',
    'tiers.silver': 'both',
    'tiers.gold': 'both',
    'limits.per_week': 'me',
    'eligibility.minTier': 'both',
    'eligibility.minPointsBalance': 'them',
    'eligibility.visitKinds': 'them',
  });
  expect(mergeRewards(entitlement, theirs, mine)).toEqual({
    ...theirs,
    name: 'Mine',
    tiers: [
      { tier: 'bronze', benefit: benefit(500) },
      { tier: 'gold', benefit: benefit(7_000) },
    ],
    limits: entitlement.limits.slice(0, 1),
    eligibility: { minTier: 'gold', maxTier: null, minPointsBalance: null, visitKinds: null },
  });
  expect(compareFacts(factsOf(entitlement), factsOf(mine), factsOf(structuredClone(mine)))).toEqual([]);
  expect(
    mergeRewards(
      comp,
      { ...comp, price: { pointsCost: 900, allowOverdraw: true } },
      { ...comp, price: { pointsCost: 1_500, allowOverdraw: false } },
    ).price,
  ).toEqual({ pointsCost: 900, allowOverdraw: false });
});

test('a difference reads in words', () => {
  const words = { currency: 'USD', tiers: TIER_CODES.map((code) => ({ code, name: code.toUpperCase() })) };
  const say = (fact: string, value: unknown) => `${factLabel(fact, words)}: ${factText(fact, value, words)}`;
  expect(say('tiers.gold', benefit(2_500))).toBe('GOLD gets: $25 match play, stakes $25, good for 24 h');
  expect(say('tiers.gold', undefined)).toBe('GOLD gets: nothing');
  expect(say('limits.per_week', entitlement.limits[1])).toBe(
    'Limit per week: 1,000 times per week, 1 day apart, with a note',
  );
  expect(say('limits.per_week', undefined)).toBe('Limit per week: none');
  expect(say('price.cost', { pointsCost: 1_500 })).toBe('Price: 1,500 points');
  expect(say('price.cost', { minAmountCents: 1_000, maxAmountCents: 10_000 })).toBe('Price: $10–100');
  expect(say('price.allowOverdraw', true)).toBe('Balance below zero: yes');
  expect(say('eligibility.minTier', 'silver')).toBe('Lowest tier: SILVER');
  expect(say('eligibility.visitKinds', ['rated', 'unrated'])).toBe('Visit: rated and unrated');
  expect(say('fulfillment', 'voucher')).toBe('How it is given: By voucher');
});
