import { expect, test } from 'vitest';
import { fromWallTime, toWallTime } from '@/components/domain/casino-time';
import { isExpiringSoon, needsYear } from '@/components/domain/coupon-time';
import { refusalText, valueText } from '@/components/domain/coupon-words';
import { listIssuable, programState } from '@/components/domain/issuable-programs';
import { shortName } from '@/components/domain/short-name';
import { listCouponEvents, programExpiry } from '@/components/promo/promo-model';
import type { PromoCoupon, PromoProgram } from '@/services/promo/dtos';

const NOW = '2026-11-20T15:00:00.000Z';
const NOW_MS = Date.parse(NOW);
const NEW_YORK = 'America/New_York';

const program: PromoProgram = {
  id: 'program-1',
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

const coupon: PromoCoupon = {
  id: 'coupon-1',
  promoProgramId: 'program-1',
  programName: 'Weekday match play',
  promoType: 'match_play',
  validationNumber: 'AHXK11W3EQ6Z',
  status: 'issued',
  faceValueCents: 2_500,
  requiredMatchWagerCents: 2_500,
  playerId: null,
  playerName: null,
  visitId: null,
  gamingDay: '2026-11-20',
  issuedAt: '2026-11-20T12:00:00.000Z',
  issuedByStaffId: 'staff-1',
  issuedByStaffName: 'Harbor Pit Boss',
  expiresAt: '2026-11-20T17:00:00.000Z',
  latestExpiresAt: '2026-11-20T17:00:00.000Z',
  voidedAt: null,
  voidedByStaffName: null,
  voidReason: null,
  replacedAt: null,
  replacedByStaffName: null,
  replaceReason: null,
  replacementCouponId: null,
  replacesCouponId: null,
  rewardId: null,
  rewardName: null,
  note: null,
  correlationId: 'correlation-1',
};

test('a program is what its switch and its dates make of it', () => {
  const stateOf = (change: Partial<PromoProgram>) => programState({ ...program, ...change }, NOW_MS);
  expect(stateOf({})).toBe('active');
  expect(stateOf({ startAt: NOW })).toBe('active');
  expect(stateOf({ startAt: '2026-11-20T15:00:00.001Z' })).toBe('scheduled');
  expect(stateOf({ endAt: NOW })).toBe('ended');
  expect(stateOf({ status: 'inactive' })).toBe('inactive');
  const saved = '2026-11-20T15:00:05.000Z';
  expect(stateOf({ startAt: saved, updatedAt: saved })).toBe('active');
});

test('only what is active, and matches exactly where that is asked for, can be issued', () => {
  const uneven = { ...program, id: 'uneven', requiredMatchWagerCents: 5_000 };
  const free = { ...program, id: 'free', promoType: 'free_play' as const, requiredMatchWagerCents: 0 };
  const off = { ...program, id: 'off', status: 'inactive' as const };
  const idsWith = (promoRequireExactMatch: boolean) =>
    listIssuable([program, uneven, free, off], { promoRequireExactMatch }, NOW_MS).map(({ id }) => id);
  expect(idsWith(false)).toEqual(['program-1', 'uneven', 'free']);
  expect(idsWith(true)).toEqual(['program-1', 'free']);
});

test('programs stand by type, and then by what they are worth as numbers are sorted', () => {
  const worth = (id: string, faceValueCents: number, promoType: PromoProgram['promoType'] = 'match_play') => ({
    ...program,
    id,
    faceValueCents,
    promoType,
  });
  const programs = [worth('200', 20_000), worth('25', 2_500), worth('20', 2_000, 'free_play'), worth('100', 10_000)];
  const listed = listIssuable([...programs, worth('25 too', 2_500)], { promoRequireExactMatch: false }, NOW_MS);
  expect(listed.map(({ id }) => id)).toEqual(['25', '25 too', '100', '200', '20']);
});

test('a coupon ends its hours after issue, and soon means within three hours', () => {
  expect(programExpiry(program, NOW_MS)).toBe('2026-11-21T15:00:00.000Z');
  expect(isExpiringSoon(coupon, NOW_MS)).toBe(true);
  expect(isExpiringSoon({ ...coupon, expiresAt: '2026-11-20T18:00:00.001Z' }, NOW_MS)).toBe(false);
  expect(isExpiringSoon({ ...coupon, status: 'voided' }, NOW_MS)).toBe(false);
  expect(isExpiringSoon(coupon, 0)).toBe(false);
});

test('the history tells who did what, and what the clock did', () => {
  const kinds = (change: Partial<PromoCoupon>) => listCouponEvents({ ...coupon, ...change }).map(({ kind }) => kind);
  expect(kinds({})).toEqual(['issued']);
  expect(kinds({ status: 'expired' })).toEqual(['issued', 'expired']);
  expect(kinds({ status: 'replaced', replacedAt: NOW })).toEqual(['issued', 'replaced']);
  const voided = {
    status: 'voided',
    voidedAt: NOW,
    voidReason: 'Misprint',
    voidedByStaffName: 'Harbor Pit Boss',
  } as const;
  expect(listCouponEvents({ ...coupon, ...voided })[1]).toEqual({
    kind: 'voided',
    at: NOW,
    staffName: 'Harbor Pit Boss',
    reason: 'Misprint',
  });
});

test('a refusal says what became of the coupon, when and by whom', () => {
  const details = { status: 'voided', at: NOW, staffName: 'Harbor Pit Boss' };
  expect(refusalText({ code: 'COUPON_NOT_OUTSTANDING', details }, NEW_YORK)).toEqual({
    title: 'This coupon is voided already, Fri 20 Nov, 10:00, by Harbor Pit Boss.',
    remedy: 'Nothing was changed.',
  });
  expect(refusalText({ code: 'COUPON_NOT_OUTSTANDING' }, NEW_YORK).title).toBe('This coupon is no longer outstanding.');
  expect(refusalText({ code: 'IDEMPOTENCY_KEY_REUSED' }, NEW_YORK).title).toBe('This number was already used.');
  const fields = { validationNumber: 'Give 4 to 40 letters and digits.' };
  expect(refusalText({ code: 'VALIDATION_FAILED', details: { fields } }, NEW_YORK).title).toBe(fields.validationNumber);
});

test('a value says what the player stakes', () => {
  expect(valueText(coupon, 'USD')).toBe('$25, player stakes $25');
  expect(valueText({ faceValueCents: 2_050, requiredMatchWagerCents: 0 }, 'USD')).toBe('$20.50, no wager');
});

test('a voucher names no more of a player than it has to', () => {
  expect(['Ray Okafor', 'Ana Maria da Silva', 'Cher', ''].map(shortName)).toEqual(['Ray O.', 'Ana S.', 'Cher', '']);
});

test('casino wall time goes there and back, summer and winter', () => {
  expect(toWallTime(NOW, NEW_YORK)).toBe('2026-11-20T10:00');
  expect(fromWallTime('2026-11-20T10:00', NEW_YORK)).toBe(NOW);
  expect(fromWallTime('2026-07-01T10:00', NEW_YORK)).toBe('2026-07-01T14:00:00.000Z');
  expect(fromWallTime('2026-07-01T10:00', 'Europe/London')).toBe('2026-07-01T09:00:00.000Z');
  for (const wallTime of ['2026-03-08T01:59', '2026-03-08T03:00', '2026-11-01T00:59', '2026-11-01T02:00']) {
    expect(toWallTime(fromWallTime(wallTime, NEW_YORK) ?? '', NEW_YORK)).toBe(wallTime);
  }
  expect(fromWallTime('2026-03-08T02:30', NEW_YORK)).toBe('2026-03-08T06:30:00.000Z');
  expect(fromWallTime('2026-11-20', NEW_YORK)).toBeNull();
  expect(fromWallTime('2026-13-40T99:00', NEW_YORK)).toBeNull();
});

test('a year is said of what ends far away, and only once the clock is known', () => {
  const endsAt = (expiresAt: string) => needsYear({ expiresAt }, NOW_MS);
  expect(endsAt('2026-11-21T15:00:00.000Z')).toBe(false);
  expect(endsAt('2027-09-16T15:00:00.000Z')).toBe(false);
  expect(endsAt('2027-09-16T15:00:01.000Z')).toBe(true);
  expect(endsAt('2025-11-20T15:00:00.000Z')).toBe(true);
  expect(needsYear({ expiresAt: '2027-11-20T15:00:00.000Z' }, 0)).toBe(false);
});
