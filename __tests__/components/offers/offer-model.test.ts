import { expect, test } from 'vitest';
import {
  figuresOf,
  isSameFigures,
  listOfferKinds,
  listShownOffers,
  NO_FILTER,
  readFigures,
  toExpected,
} from '@/components/offers/offer-model';
import { makeOffer } from './support/offers';

const dinner = makeOffer({ rewardId: 'dinner', name: 'Dinner at the grill', kind: 'meal', uiTags: ['restaurant'] });
const cocktail = makeOffer({ rewardId: 'cocktail', code: 'COMP_BEVERAGE_8', name: 'Cocktail', kind: 'beverage' });
const suite = makeOffer({ rewardId: 'suite', name: 'Suite', kind: 'room_upgrade', eligible: false });
const coupon = makeOffer({ rewardId: 'coupon', name: 'Daily match play', family: 'entitlement', kind: 'match_play' });
const offers = [cocktail, dinner, suite, coupon];

const idsOf = (filter: Partial<typeof NO_FILTER>) =>
  listShownOffers(offers, 'points_comp', { ...NO_FILTER, ...filter }).map(({ rewardId }) => rewardId);

test('a family shows its own offers only, in the order they came in', () => {
  expect(idsOf({})).toEqual(['cocktail', 'dinner', 'suite']);
  expect(listShownOffers(offers, 'entitlement', NO_FILTER)).toEqual([coupon]);
});

test('every word must be found, in name, code, kind or tag', () => {
  expect(idsOf({ text: ' GRILL  dinner' })).toEqual(['dinner']);
  expect(idsOf({ text: 'restaurant' })).toEqual(['dinner']);
  expect(idsOf({ text: 'beverage_8' })).toEqual(['cocktail']);
  expect(idsOf({ text: 'room upgrade' })).toEqual(['suite']);
  expect(idsOf({ text: 'dinner suite' })).toEqual([]);
});

test('kind and eligibility narrow down together', () => {
  expect(idsOf({ isEligibleOnly: true })).toEqual(['cocktail', 'dinner']);
  expect(idsOf({ kind: 'meal' })).toEqual(['dinner']);
  expect(idsOf({ kind: 'room_upgrade', isEligibleOnly: true })).toEqual([]);
});

test('what was just refused stays in view, in its own family alone', () => {
  const filter = { ...NO_FILTER, kind: 'meal', isEligibleOnly: true };
  const shown = (family: 'points_comp' | 'entitlement') =>
    listShownOffers(offers, family, filter, 'suite').map(({ rewardId }) => rewardId);
  expect(shown('points_comp')).toEqual(['dinner', 'suite']);
  expect(shown('entitlement')).toEqual([]);
});

test('the kinds are those of the family, each once', () => {
  const twoMeals = [...offers, makeOffer({ rewardId: 'lunch', kind: 'meal' })];
  expect(listOfferKinds(twoMeals, 'points_comp')).toEqual(['beverage', 'meal', 'room_upgrade']);
  expect(listOfferKinds(twoMeals, 'entitlement')).toEqual(['match_play']);
});

test('only figures that the reward has are sent along, zero among them', () => {
  expect(toExpected(figuresOf(dinner))).toEqual({ pointsCost: 1_500 });
  const freePlay = { pointsCost: null, faceValueCents: 2_000, requiredMatchWagerCents: 0, validHours: 24 };
  expect(toExpected(freePlay)).toEqual({ faceValueCents: 2_000, requiredMatchWagerCents: 0, validHours: 24 });
});

test('what was sent, or came back with a refusal, reads back as the figures it was', () => {
  const figures = { pointsCost: null, faceValueCents: 2_000, requiredMatchWagerCents: 0, validHours: 24 };
  expect(readFigures(toExpected(figures))).toEqual(figures);
  expect(readFigures({ pointsCost: 1_800, faceValueCents: null })).toEqual({
    pointsCost: 1_800,
    faceValueCents: null,
    requiredMatchWagerCents: null,
    validHours: null,
  });
  expect(readFigures(undefined)).toEqual({
    pointsCost: null,
    faceValueCents: null,
    requiredMatchWagerCents: null,
    validHours: null,
  });
});

test('one figure that differs makes other figures', () => {
  const figures = { pointsCost: null, faceValueCents: 5_000, requiredMatchWagerCents: 5_000, validHours: 24 };
  expect(isSameFigures(figures, { ...figures })).toBe(true);
  for (const change of [
    { pointsCost: 1 },
    { faceValueCents: 2_500 },
    { requiredMatchWagerCents: 0 },
    { validHours: null },
  ]) {
    expect(isSameFigures(figures, { ...figures, ...change })).toBe(false);
  }
});
