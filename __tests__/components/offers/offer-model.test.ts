import { expect, test } from 'vitest';
import {
  figuresOf,
  inOrder,
  isSameFigures,
  listKinds,
  listOrder,
  listShownRows,
  NO_FILTER,
  readFigures,
  toExpected,
  toRows,
} from '@/components/offers/offer-model';
import type { Offer } from '@/services/catalog/dtos';
import type { PromoProgram } from '@/services/promo/dtos';
import { makeOffer } from './support/offers';

const dinner = makeOffer({ rewardId: 'dinner', name: 'Dinner at the grill', kind: 'meal', uiTags: ['restaurant'] });
const cocktail = makeOffer({ rewardId: 'cocktail', code: 'COMP_BEVERAGE_8', name: 'Cocktail', kind: 'beverage' });
const suite = makeOffer({ rewardId: 'suite', name: 'Suite', kind: 'room_upgrade', eligible: false });
const coupon = makeOffer({ rewardId: 'coupon', name: 'Daily match play', family: 'entitlement', kind: 'match_play' });
const offers = [cocktail, dinner, suite, coupon];

const program: PromoProgram = {
  id: 'program',
  name: 'Weekday match play',
  promoType: 'match_play',
  faceValueCents: 2_500,
  requiredMatchWagerCents: 2_500,
  status: 'active',
  startAt: '2026-11-01T00:00:00.000Z',
  endAt: null,
  validHours: 24,
  version: 1,
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
};

const comps = toRows(offers, 'points_comp', [], false);
const idsOf = (filter: Partial<typeof NO_FILTER>) =>
  listShownRows(comps, { ...NO_FILTER, ...filter }).map(({ id }) => id);

test('a family shows its own rewards only, and coupons those of programs beside them', () => {
  expect(idsOf({})).toEqual(['cocktail', 'dinner', 'suite']);
  const coupons = toRows(offers, 'entitlement', [program], false);
  expect(coupons.map(({ id, offer }) => [id, offer])).toEqual([
    ['coupon', coupon],
    ['program', null],
  ]);
});

test('one list of coupons, by tier and by program: what can be given now first, then by worth as numbers', () => {
  const byTier = (rewardId: string, dollars: number | null, changes: Partial<Offer> = {}) =>
    makeOffer({
      rewardId,
      family: 'entitlement',
      kind: 'match_play',
      pointsCost: null,
      faceValueCents: dollars && dollars * 100,
      ...changes,
    });
  const tierOffers = [
    byTier('tier-100', 100),
    byTier('tier-5', 5, { eligible: false }),
    byTier('tier-20', 20),
    byTier('tier-none', null, { eligible: false }),
  ];
  const programs = [
    { ...program, id: 'program-200', faceValueCents: 20_000 },
    { ...program, id: 'program-25', faceValueCents: 2_500 },
  ];
  const order = listOrder(toRows(tierOffers, 'entitlement', programs, false));
  expect(order).toEqual(['tier-20', 'program-25', 'tier-100', 'program-200', 'tier-5', 'tier-none']);
});

test('of one price, comps stand by name; of several, by points as numbers', () => {
  const rows = toRows(
    [
      makeOffer({ rewardId: 'show', name: 'Show ticket', pointsCost: 1_000 }),
      makeOffer({ rewardId: 'buffet', name: 'Buffet', pointsCost: 1_000 }),
      makeOffer({ rewardId: 'drink', name: 'Zombie', pointsCost: 300 }),
    ],
    'points_comp',
    [],
    false,
  );
  expect(listOrder(rows)).toEqual(['drink', 'buffet', 'show']);
});

test('a row keeps its place while the list is looked at, whatever becomes of it, and a new one comes last', () => {
  const order = listOrder(comps);
  const changed = toRows(
    [
      makeOffer({ rewardId: 'new', pointsCost: 1 }),
      suite,
      { ...dinner, eligible: false },
      { ...cocktail, pointsCost: 9_000 },
    ],
    'points_comp',
    [],
    false,
  );
  expect(inOrder(changed, order).map(({ id }) => id)).toEqual([...order, 'new']);
});

test('a program is nothing for a player who may receive nothing', () => {
  const [barred] = toRows([], 'entitlement', [program], true);
  const [open] = toRows([], 'entitlement', [program], false);
  expect([barred?.isAvailable, open?.isAvailable]).toEqual([false, true]);
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

test('what was just refused stays in view, in its own list alone', () => {
  const filter = { ...NO_FILTER, kind: 'meal', isEligibleOnly: true };
  const shown = (family: 'points_comp' | 'entitlement') =>
    listShownRows(toRows(offers, family, [], false), filter, 'suite').map(({ id }) => id);
  expect(shown('points_comp')).toEqual(['dinner', 'suite']);
  expect(shown('entitlement')).toEqual([]);
});

test('the kinds are those of the list, each once', () => {
  const twoMeals = [...offers, makeOffer({ rewardId: 'lunch', kind: 'meal' })];
  expect(listKinds(toRows(twoMeals, 'points_comp', [], false))).toEqual(['beverage', 'meal', 'room_upgrade']);
  expect(listKinds(toRows(twoMeals, 'entitlement', [program], false))).toEqual(['match_play']);
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
