import { expect, test } from 'vitest';
import {
  againText,
  exclusionText,
  figureText,
  giveText,
  leftText,
  reasonText,
  rewardRefusalText,
} from '@/components/domain/offer-words';
import { ApiError } from '@/lib/client/api';
import type { ErrorCode } from '@/lib/shared/errors';
import type { Offer } from '@/services/catalog/dtos';
import { en } from '@/words/en';
import { makeOffer } from '../offers/support/offers';

// Friday 20 November 2026, 14:00 in New York.
const clock = { timeZone: 'America/New_York', nowMs: Date.parse('2026-11-20T19:00:00Z') };
const NEXT_GAMING_DAY = '2026-11-21T11:00:00.000Z';
const context = { ...clock, tierName: 'Silver', visitId: 'visit-1' };
const reasonOf = (changes: Partial<Offer>, changed: Partial<typeof context> | { visitId: null } = {}) =>
  reasonText(makeOffer({ eligible: false, ...changes }), { ...context, ...changed });

test('what can be given has no reason against it', () => {
  expect(reasonText(makeOffer(), context)).toBeNull();
});

test('time alone in the way: the time is told, with its day where that is further away', () => {
  expect(reasonOf({ reasons: ['LIMIT_REACHED'], nextEligibleAt: NEXT_GAMING_DAY })).toBe('Again at 06:00');
  expect(reasonOf({ reasons: ['COOLDOWN_ACTIVE'], nextEligibleAt: '2026-11-20T19:40:00.000Z' })).toBe('Again at 14:40');
  expect(againText('2026-11-23T05:00:00.000Z', clock)).toBe('Again Mon 23 Nov, 00:00');
  expect(againText(null, clock)).toBeNull();
});

test('a limit that no time ends is told by its scope', () => {
  const remaining = [
    { scope: 'per_month' as const, maxIssues: 5, left: 4 },
    { scope: 'per_visit' as const, maxIssues: 1, left: 0 },
  ];
  expect(reasonOf({ reasons: ['LIMIT_REACHED'], remaining })).toBe('Given 1 of 1 on this visit');
  expect(reasonOf({ reasons: ['COOLDOWN_ACTIVE', 'INSUFFICIENT_POINTS'] })).toBe('Too soon after the last one');
});

test('points that are missing are told with both figures', () => {
  expect(reasonOf({ reasons: ['INSUFFICIENT_POINTS'], balance: 920 })).toBe('Not enough points: needs 1,500, has 920');
  expect(reasonOf({ reasons: ['INSUFFICIENT_POINTS'], balance: 920, debtLimitPoints: 500 })).toBe(
    'Not enough points: needs 1,500, has 920; at most 500 below zero',
  );
});

test('a condition is told as whom it is for', () => {
  const unmet = (
    code: Offer['unmet'][number],
    conditions: Partial<NonNullable<Offer['conditions']>> | null,
    more = {},
  ) =>
    reasonOf(
      {
        reasons: ['NOT_ELIGIBLE'],
        unmet: [code],
        conditions: conditions && {
          minTierName: null,
          maxTierName: null,
          minPointsBalance: null,
          visitKinds: null,
          ...conditions,
        },
      },
      more,
    );
  expect(unmet('min_tier', { minTierName: 'Gold' })).toBe('From Gold up');
  expect(unmet('max_tier', { maxTierName: 'Bronze' })).toBe('Up to Bronze only');
  expect(unmet('min_points_balance', { minPointsBalance: 5_000 })).toBe('Needs a balance of 5,000, has 3,200');
  expect(unmet('visit_kind', { visitKinds: ['rated'] })).toBe('On a rated visit only');
  expect(unmet('visit_kind', { visitKinds: ['unrated'] })).toBe('On an unrated visit only');
  expect(unmet('visit_kind', { visitKinds: ['rated'] }, { visitId: null })).toMatch(/^On a visit only/);
  expect(unmet('no_visit', null)).toMatch(/^On a visit only/);
  expect(unmet('no_benefit', null)).toBe('Nothing for Silver');
  expect(unmet('min_tier', null)).toBe('For higher tiers');
});

test('what stands in the way first is told, not what comes after it', () => {
  expect(reasonOf({ reasons: ['INSUFFICIENT_POINTS', 'LIMIT_REACHED'], balance: 0 })).toMatch(/^Not enough points/);
});

test('a list says no more of an exclusion than of a code it does not know', () => {
  const excluded = reasonOf({ reasons: ['PLAYER_EXCLUDED', 'INSUFFICIENT_POINTS'] });
  expect(excluded).toBe(reasonOf({ reasons: ['SOMETHING_NEW'] }));
  expect(excluded).not.toMatch(/exclu|barred/i);
  expect(exclusionText(makeOffer({ reasons: ['PLAYER_EXCLUDED'] }))?.title).toBe(en.errors.PLAYER_EXCLUDED);
  expect(exclusionText(makeOffer({ reasons: ['LIMIT_REACHED'] }))).toBeNull();
});

test('a limit says how many rewards are left of how many, and in which time', () => {
  expect(leftText({ scope: 'per_gaming_day', maxIssues: 1, left: 1 })).toBe('1 of 1 left today');
  expect(leftText({ scope: 'per_week', maxIssues: 3, left: 2 })).toBe('2 of 3 left this week');
  expect(leftText({ scope: 'per_visit', maxIssues: 2, left: 0 })).toBe('0 of 2 left on this visit');
  expect(leftText({ scope: 'per_month', maxIssues: 1_000, left: 999 })).toBe('999 of 1,000 left this month');
});

test('an offer’s row shows its price or face value, and its button says what it gives', () => {
  const comp = makeOffer();
  const matchPlay = makeOffer({
    name: 'Daily match play',
    pointsCost: null,
    instrumentType: 'match_play',
    faceValueCents: 5_000,
    requiredMatchWagerCents: 5_000,
  });
  expect(figureText(comp, 'USD')).toBe('1,500');
  expect(figureText(matchPlay, 'USD')).toBe('$50');
  expect(figureText({ ...matchPlay, faceValueCents: null }, 'USD')).toBeNull();
  expect(giveText(comp, comp, 'USD')).toBe('Give Dinner at the grill for 1,500 points');
  expect(giveText(comp, { ...comp, pointsCost: 1_800 }, 'USD')).toBe('Give Dinner at the grill for 1,800 points');
  expect(giveText(matchPlay, matchPlay, 'USD')).toBe('Give $50 match play');
});

const refused = (code: ErrorCode, details?: Record<string, unknown>, retryAfterSeconds?: number) =>
  new ApiError(code, 409, details, retryAfterSeconds).refusal;

test('a refusal is told with the facts that came with it', () => {
  const remedy = (code: ErrorCode, details?: Record<string, unknown>, retryAfterSeconds?: number) =>
    rewardRefusalText(refused(code, details, retryAfterSeconds), clock).remedy;
  expect(remedy('LIMIT_REACHED', { scope: 'per_gaming_day', maxIssues: 1, nextEligibleAt: NEXT_GAMING_DAY })).toBe(
    'Given 1 of 1 today. Again at 06:00.',
  );
  expect(remedy('LIMIT_REACHED', { scope: 'per_visit', maxIssues: 2, nextEligibleAt: null })).toBe(
    'Given 2 of 2 on this visit.',
  );
  expect(remedy('COOLDOWN_ACTIVE', { nextEligibleAt: '2026-11-20T19:40:00.000Z' })).toMatch(/^Again at 14:40/);
  expect(remedy('INSUFFICIENT_POINTS', { balance: 920, pointsCost: 1_500 })).toMatch(/1,500.*920/);
  expect(remedy('INSUFFICIENT_POINTS', { balance: 0, pointsCost: 1_500, debtLimitPoints: 500 })).toBe(
    'It needs 1,500, the balance is 0, at most 500 below zero; nothing was taken.',
  );
  expect(remedy('NOT_ELIGIBLE', { unmet: ['min_tier'] })).toBe('For higher tiers.');
  expect(remedy('RATE_LIMITED', undefined, 12)).toMatch(/^Wait 12 s /);
});

test('a refusal without facts, or with strange ones, keeps the sentence of its code', () => {
  for (const code of ['LIMIT_REACHED', 'COOLDOWN_ACTIVE', 'NOT_ELIGIBLE', 'RATE_LIMITED', 'PLAYER_EXCLUDED'] as const) {
    const words = { title: en.errors[code], remedy: en.errors[`${code}_remedy`] };
    expect(rewardRefusalText(refused(code), clock)).toEqual(words);
    expect(rewardRefusalText(refused(code, { scope: 'per_life', unmet: 'tier' }), clock)).toEqual(words);
  }
});
