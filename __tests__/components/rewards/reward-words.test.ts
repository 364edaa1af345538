import { afterEach, expect, test } from 'vitest';
import { suggestCode } from '@/components/rewards/reward-code';
import { listKinds, listShownRewards, type RewardFilter } from '@/components/rewards/reward-model';
import {
  eligibilityText,
  limitsText,
  limitText,
  type RewardTerms,
  valueKindText,
  valueText,
} from '@/components/rewards/reward-words';
import type { Reward, RewardLimit } from '@/services/catalog/dtos';
import { speak } from '../../support/speak';

afterEach(() => speak('en'));

const TIERS = [
  { code: 'bronze', name: 'Bronze' },
  { code: 'silver', name: 'Silver' },
  { code: 'gold', name: 'Gold' },
];
const comp: RewardTerms = { price: { pointsCost: 1_500, allowOverdraw: false }, tiers: [], eligibility: null };
const open: NonNullable<Reward['eligibility']> = {
  minTier: null,
  maxTier: null,
  minPointsBalance: null,
  visitKinds: null,
};

function limit(change: Partial<RewardLimit>): RewardLimit {
  return { scope: 'per_gaming_day', maxIssues: 1, cooldownMinutes: null, requiresNote: false, ...change };
}

function entitlement(values: Record<string, number>): RewardTerms {
  const tiers = Object.entries(values).map(([tier, faceValueCents]) => ({
    tier,
    benefit: {
      instrumentType: 'match_play' as const,
      faceValueCents,
      requiredMatchWagerCents: faceValueCents,
      validHours: null,
    },
  }));
  return { price: null, tiers, eligibility: null };
}

test('a limit reads as a sentence says it', () => {
  expect(limitText(limit({}))).toBe('once per gaming day');
  expect(limitText(limit({ scope: 'per_month', maxIssues: 2, requiresNote: true }))).toBe(
    'twice per month, with a note',
  );
  expect(limitText(limit({ scope: 'per_week', maxIssues: 3, cooldownMinutes: 90 }))).toBe(
    '3 times per week, 1 h 30 apart',
  );
  expect([45, 60, 1_440, 2_880, 1_500].map((minutes) => limitText(limit({ cooldownMinutes: minutes })))).toEqual([
    'once per gaming day, 45 min apart',
    'once per gaming day, 1 h apart',
    'once per gaming day, 1 day apart',
    'once per gaming day, 2 days apart',
    'once per gaming day, 25 h apart',
  ]);
  expect(limitsText([])).toBe('No limit');
  expect(limitsText([limit({}), limit({ scope: 'per_visit' })])).toBe('Once per gaming day; once per visit');
});

test('the value is the price, or the range of face values', () => {
  expect(valueText(comp, 'USD')).toBe('1,500 points');
  expect(valueText(entitlement({ bronze: 1_000, gold: 5_000, silver: 2_500 }), 'USD')).toBe('$10–50');
  expect(valueText(entitlement({ gold: 2_550 }), 'USD')).toBe('$25.50');
  expect(valueText(entitlement({}), 'USD')).toBe('No value');
  expect(valueKindText(comp)).toBe('');
  expect(valueKindText({ ...comp, price: { pointsCost: 1, allowOverdraw: true } })).toBe('balance may go below zero');
  expect(valueKindText(entitlement({ gold: 1_000 }))).toBe('match play');
});

test('who may get it goes by the conditions and by which tiers get anything', () => {
  const withConditions = (change: Partial<typeof open>) =>
    eligibilityText({ ...comp, eligibility: { ...open, ...change } }, TIERS);
  expect(eligibilityText(comp, TIERS)).toBe('Everyone enrolled');
  expect(withConditions({ minTier: 'silver' })).toBe('From Silver');
  expect(withConditions({ maxTier: 'silver' })).toBe('Up to Silver');
  expect(withConditions({ minTier: 'silver', maxTier: 'silver' })).toBe('Silver only');
  expect(withConditions({ minPointsBalance: 500, visitKinds: ['rated'] })).toBe(
    'With 500 points or more, on a rated visit',
  );
  expect(withConditions({ visitKinds: ['rated', 'unrated'] })).toBe('On a visit');
  expect(eligibilityText(entitlement({ silver: 1_000, gold: 1_000 }), TIERS)).toBe('From Silver');
  expect(eligibilityText(entitlement({ bronze: 1_000, gold: 1_000 }), TIERS)).toBe('Bronze and Gold');
  const never = { ...entitlement({ bronze: 1_000 }), eligibility: { ...open, minTier: 'gold' } };
  expect(eligibilityText(never, TIERS)).toBe('Nobody');
});

test.each([
  [
    'es',
    'Una vez por día de juego; 3 veces por semana, con 1 h 30 de intervalo, con una nota',
    'Desde Silver, con 500 puntos o más, durante una visita con registro',
  ],
  [
    'zh-Hans',
    '每个营业日一次；每周 3 次，间隔 1小时30分，需备注',
    'Silver 及以上，余额至少 500 积分，有评级的到访期间',
  ],
] as const)('limits and conditions read as a sentence says them in %s', (language, limits, conditions) => {
  speak(language);
  const weekly = limit({ scope: 'per_week', maxIssues: 3, cooldownMinutes: 90, requiresNote: true });
  expect(limitsText([limit({}), weekly])).toBe(limits);
  const eligibility = { ...open, minTier: 'silver', minPointsBalance: 500, visitKinds: ['rated' as const] };
  expect(eligibilityText({ ...comp, eligibility }, TIERS)).toBe(conditions);
});

function reward(code: string, change: Partial<Reward> = {}): Reward {
  return {
    id: code,
    code,
    name: code,
    family: 'points_comp',
    kind: 'meal',
    isActive: true,
    fulfillment: null,
    uiTags: null,
    metadata: {},
    price: { pointsCost: 100, allowOverdraw: false },
    tiers: [],
    limits: [],
    eligibility: null,
    version: 1,
    createdAt: '2026-11-20T12:00:00.000Z',
    updatedAt: '2026-11-20T12:00:00.000Z',
    updatedByStaffName: null,
    ...change,
  };
}

test('the list narrows by every word, and a switch moves no reward from its place', () => {
  const all: RewardFilter = { text: '', family: null, kind: null, active: 'all' };
  const rewards = [
    reward('B', { kind: 'show', uiTags: ['theatre'] }),
    reward('A', { name: 'Dinner at the grill' }),
    reward('C', { name: 'Lunch', isActive: false }),
    reward('D', { family: 'entitlement', kind: 'match_play' }),
  ];
  const codes = (filter: Partial<RewardFilter>, from = rewards) =>
    listShownRewards(from, { ...all, ...filter }).map(({ code }) => code);
  expect(codes({})).toEqual(['A', 'C', 'B', 'D']);
  expect(codes({}, [reward('C', { name: 'Lunch' }), ...rewards.filter(({ code }) => code !== 'C')])).toEqual(codes({}));
  expect(codes({ text: 'grill DIN' })).toEqual(['A']);
  expect(codes({ text: 'theatre' })).toEqual(['B']);
  expect(codes({ text: 'match play' })).toEqual(['D']);
  expect(codes({ active: 'off' })).toEqual(['C']);
  expect(codes({ active: 'on', family: 'points_comp', kind: 'meal' })).toEqual(['A']);
  expect(listKinds(rewards)).toEqual(['match_play', 'meal', 'show']);
});

test('a code is made of what is known, says nothing twice, and is never one that is taken', () => {
  const none = new Set<string>();
  expect(suggestCode('points_comp', 'Meal', 'Dinner at the grill', none)).toBe('COMP_MEAL_DINNER_AT_THE_GRILL');
  expect(suggestCode('entitlement', 'Match play', 'Daily match play', none)).toBe('MP_DAILY');
  expect(suggestCode('entitlement', 'Birthday gift', "Player's café", none)).toBe('ENT_BIRTHDAY_GIFT_PLAYERS_CAFE');
  expect(suggestCode('points_comp', 'Meal', '  ', none)).toBe('');
  expect(suggestCode('entitlement', 'Match play', 'Daily', new Set(['MP_DAILY', 'MP_DAILY_2']))).toBe('MP_DAILY_3');
  const long = suggestCode('points_comp', 'Meal', 'x '.repeat(60), none);
  expect(long).toMatch(/^[A-Z][A-Z0-9_]{1,48}[A-Z0-9]$/);
});
