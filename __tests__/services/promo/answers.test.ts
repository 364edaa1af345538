import { describe, expect, it } from 'vitest';
import { ZodError } from 'zod';
import { fromRow, onOnePage } from '@/lib/shared/wire';
import {
  createPromoProgramInputSchema,
  issuePromoCouponInputSchema,
  promoCouponPageSchema,
  promoCouponResultSchema,
  promoCouponSchema,
  promoInventorySchema,
  promoProgramPageSchema,
  promoProgramResultSchema,
  promoProgramSchema,
  promoReplacementResultSchema,
  promoRollupSchema,
  replacePromoCouponInputSchema,
  updatePromoProgramInputSchema,
  voidPromoCouponInputSchema,
} from '@/services/promo/dtos';
import { promoKeys } from '@/services/promo/keys';

const ID = '0199a5a0-0000-7000-8000-00000000000';

const PROGRAM_ROW = {
  id: `${ID}1`,
  name: 'Weekday match play',
  promo_type: 'match_play',
  face_value_cents: 2500,
  required_match_wager_cents: 2500,
  status: 'active',
  start_at: '2026-09-21T09:26:32.68+00:00',
  end_at: null,
  valid_hours: 24,
  version: 3,
  created_at: '2026-09-21T09:26:32.68+00:00',
  updated_at: '2026-11-20 09:26:32.68+00',
};
const PROGRAM = {
  id: `${ID}1`,
  name: 'Weekday match play',
  promoType: 'match_play',
  faceValueCents: 2500,
  requiredMatchWagerCents: 2500,
  status: 'active',
  startAt: '2026-09-21T09:26:32.680Z',
  endAt: null,
  validHours: 24,
  version: 3,
  createdAt: '2026-09-21T09:26:32.680Z',
  updatedAt: '2026-11-20T09:26:32.680Z',
};

const COUPON_ROW = {
  id: `${ID}2`,
  promo_program_id: `${ID}1`,
  program_name: 'Weekday match play',
  promo_type: 'match_play',
  validation_number: '7Q3MKX2D9VHA',
  status: 'issued',
  face_value_cents: 2500,
  required_match_wager_cents: 2500,
  player_id: `${ID}3`,
  player_name: 'Ada Byron',
  visit_id: `${ID}4`,
  gaming_day: '2026-11-19',
  issued_at: '2026-11-20T09:26:32.68+00:00',
  issued_by_staff_id: `${ID}5`,
  issued_by_staff_name: 'Harbor Pit Boss',
  expires_at: '2026-11-21T09:26:32.68+00:00',
  latest_expires_at: '2026-11-21T09:26:32.68+00:00',
  voided_at: null,
  voided_by_staff_name: null,
  void_reason: null,
  replaced_at: null,
  replaced_by_staff_name: null,
  replace_reason: null,
  replacement_coupon_id: null,
  replaces_coupon_id: null,
  reward_id: null,
  reward_name: null,
  note: null,
  correlation_id: `${ID}6`,
};
const COUPON = {
  id: `${ID}2`,
  promoProgramId: `${ID}1`,
  programName: 'Weekday match play',
  promoType: 'match_play',
  validationNumber: '7Q3MKX2D9VHA',
  status: 'issued',
  faceValueCents: 2500,
  requiredMatchWagerCents: 2500,
  playerId: `${ID}3`,
  playerName: 'Ada Byron',
  visitId: `${ID}4`,
  gamingDay: '2026-11-19',
  issuedAt: '2026-11-20T09:26:32.680Z',
  issuedByStaffId: `${ID}5`,
  issuedByStaffName: 'Harbor Pit Boss',
  expiresAt: '2026-11-21T09:26:32.680Z',
  latestExpiresAt: '2026-11-21T09:26:32.680Z',
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
  correlationId: `${ID}6`,
};
/** Issued by the system to nobody. */
const ANONYMOUS = {
  player_id: null,
  player_name: null,
  visit_id: null,
  issued_by_staff_id: null,
  issued_by_staff_name: null,
};

describe('a program', () => {
  it('is mapped field by field, and lets nothing out that the contract does not name', () => {
    expect(fromRow(promoProgramSchema, { ...PROGRAM_ROW, casino_id: `${ID}9` })).toEqual(PROGRAM);
    expect(fromRow(promoProgramResultSchema, { ...PROGRAM_ROW, is_existing: true })).toEqual({
      ...PROGRAM,
      isExisting: true,
    });
    expect(fromRow(promoProgramSchema, { ...PROGRAM_ROW, end_at: '2026-12-01T00:00:00+00:00' }).endAt).toBe(
      '2026-12-01T00:00:00.000Z',
    );
  });

  it('is listed with what is outstanding, on one page', () => {
    const row = { ...PROGRAM_ROW, outstanding_count: 4, outstanding_face_value_cents: 10_000 };
    expect(fromRow(promoProgramPageSchema, onOnePage({ items: [row] }))).toEqual({
      items: [{ ...PROGRAM, outstandingCount: 4, outstandingFaceValueCents: 10_000 }],
      nextCursor: null,
    });
    expect(fromRow(promoProgramPageSchema, onOnePage({ items: [] }))).toEqual({ items: [], nextCursor: null });
  });

  it.each([
    ['another type', { promo_type: 'chips' }],
    ['another status', { status: 'gone' }],
    ['half a cent', { face_value_cents: 0.5 }],
    ['no version', { version: undefined }],
  ])('with %s is our failure, not an answer', (_, wrong) => {
    expect(() => fromRow(promoProgramSchema, { ...PROGRAM_ROW, ...wrong })).toThrow(ZodError);
  });
});

describe('a coupon', () => {
  it('is mapped field by field, alone, in a page, and as the answer to what was done', () => {
    expect(fromRow(promoCouponSchema, { ...COUPON_ROW, validation_key: 'X', casino_id: `${ID}9` })).toEqual(COUPON);
    expect(fromRow(promoCouponPageSchema, { items: [COUPON_ROW], next_cursor: `${ID}2` })).toEqual({
      items: [COUPON],
      nextCursor: `${ID}2`,
    });
    expect(fromRow(promoCouponResultSchema, { is_existing: false, coupon: COUPON_ROW })).toEqual({
      isExisting: false,
      coupon: COUPON,
    });
  });

  it('may be for nobody', () => {
    expect(fromRow(promoCouponSchema, { ...COUPON_ROW, ...ANONYMOUS })).toEqual({
      ...COUPON,
      playerId: null,
      playerName: null,
      visitId: null,
      issuedByStaffId: null,
      issuedByStaffName: null,
    });
  });

  it('comes with the one it replaced', () => {
    const replaced = {
      ...COUPON_ROW,
      status: 'replaced',
      replaced_at: '2026-11-20T10:00:00+00:00',
      replace_reason: 'Torn',
    };
    expect(
      fromRow(promoReplacementResultSchema, { is_existing: false, coupon: COUPON_ROW, replaced_coupon: replaced }),
    ).toEqual({
      isExisting: false,
      coupon: COUPON,
      replacedCoupon: {
        ...COUPON,
        status: 'replaced',
        replacedAt: '2026-11-20T10:00:00.000Z',
        replaceReason: 'Torn',
      },
    });
    expect(() => fromRow(promoReplacementResultSchema, { is_existing: false, coupon: COUPON_ROW })).toThrow(ZodError);
  });

  it.each([
    ['another status', { status: 'lost' }],
    ['no number', { validation_number: null }],
    ['no expiry', { expires_at: null }],
    ['a gaming day that is none', { gaming_day: '2026-13-01' }],
  ])('with %s is our failure, not an answer', (_, wrong) => {
    expect(() => fromRow(promoCouponSchema, { ...COUPON_ROW, ...wrong })).toThrow(ZodError);
  });
});

describe('exposure', () => {
  it('by status is mapped', () => {
    const items = [{ status: 'issued', count: 3, face_value_cents: 7500, patron_risk_cents: 5000 }];
    expect(fromRow(promoInventorySchema, { as_of: '2026-11-20T09:26:32+00:00', items })).toEqual({
      asOf: '2026-11-20T09:26:32.000Z',
      items: [{ status: 'issued', count: 3, faceValueCents: 7500, patronRiskCents: 5000 }],
    });
  });

  it('of a day is mapped, with and without a baseline', () => {
    const row = {
      gaming_day: '2026-11-19',
      shift_id: null,
      as_of: '2026-11-20T09:26:32+00:00',
      issued_count: 2,
      issued_face_value_cents: 5000,
      issued_patron_risk_cents: 2500,
      outstanding_count: 1,
      outstanding_face_value_cents: 2500,
      outstanding_patron_risk_cents: 2500,
      held_count: 0,
      held_face_value_cents: 0,
      held_patron_risk_cents: 0,
      voided_count: 1,
      replaced_count: 0,
      expired_count: 0,
      expiring_soon_count: 1,
      expiring_soon_face_value_cents: 2500,
      void_rate: 0.5,
      replacement_count: 0,
      replacement_rate: 0,
      by_hour: [
        {
          hour: 0,
          starts_at: '2026-11-19T11:00:00+00:00',
          issued_count: 2,
          issued_face_value_cents: 5000,
          baseline_median: 1.5,
          baseline_mad: null,
          low: null,
          high: null,
          is_above: false,
          method: 'fallback',
          readiness: 'building',
        },
      ],
      outstanding_by_age: [{ from_hours: 72, to_hours: null, count: 1, face_value_cents: 2500 }],
    };
    expect(fromRow(promoRollupSchema, row)).toEqual({
      gamingDay: '2026-11-19',
      shiftId: null,
      asOf: '2026-11-20T09:26:32.000Z',
      issuedCount: 2,
      issuedFaceValueCents: 5000,
      issuedPatronRiskCents: 2500,
      outstandingCount: 1,
      outstandingFaceValueCents: 2500,
      outstandingPatronRiskCents: 2500,
      heldCount: 0,
      heldFaceValueCents: 0,
      heldPatronRiskCents: 0,
      voidedCount: 1,
      replacedCount: 0,
      expiredCount: 0,
      expiringSoonCount: 1,
      expiringSoonFaceValueCents: 2500,
      voidRate: 0.5,
      replacementCount: 0,
      replacementRate: 0,
      byHour: [
        {
          hour: 0,
          startsAt: '2026-11-19T11:00:00.000Z',
          issuedCount: 2,
          issuedFaceValueCents: 5000,
          baselineMedian: 1.5,
          baselineMad: null,
          low: null,
          high: null,
          isAbove: false,
          method: 'fallback',
          readiness: 'building',
        },
      ],
      outstandingByAge: [{ fromHours: 72, toHours: null, count: 1, faceValueCents: 2500 }],
    });
    const nothingIssued = fromRow(promoRollupSchema, { ...row, void_rate: null, replacement_rate: null });
    expect([nothingIssued.voidRate, nothingIssued.replacementRate]).toEqual([null, null]);
    expect(() => fromRow(promoRollupSchema, { ...row, by_hour: null })).toThrow(ZodError);
  });
});

describe('a request', () => {
  it('gets its defaults and loses the spaces around its words', () => {
    expect(
      createPromoProgramInputSchema.parse({ name: ' Free play ', promoType: 'free_play', faceValueCents: 1000 }),
    ).toEqual({
      name: 'Free play',
      promoType: 'free_play',
      faceValueCents: 1000,
      requiredMatchWagerCents: 0,
      validHours: 24,
      status: 'active',
    });
    expect(voidPromoCouponInputSchema.parse({ reason: ' Torn ' })).toEqual({ reason: 'Torn' });
    expect(replacePromoCouponInputSchema.parse({})).toEqual({});
  });

  it('to take an end away is not the same as to say nothing of it', () => {
    expect(updatePromoProgramInputSchema.parse({ endAt: null })).toEqual({ endAt: null });
    expect(updatePromoProgramInputSchema.parse({})).toEqual({});
  });

  it('with a field that nobody knows is refused', () => {
    expect(issuePromoCouponInputSchema.safeParse({ promoProgramId: `${ID}1`, faceValueCents: 1 }).success).toBe(false);
    expect(updatePromoProgramInputSchema.safeParse({ promoType: 'free_play' }).success).toBe(false);
  });
});

describe('query keys', () => {
  it('begin with the tenant and never meet', () => {
    const keys = [
      promoKeys.programs('c'),
      promoKeys.coupons('c', { status: 'issued' }),
      promoKeys.coupons('c', {}),
      promoKeys.coupon('c', 'x'),
      promoKeys.inventory('c'),
      promoKeys.rollup('c', { gamingDay: '2026-11-19' }),
      promoKeys.rollup('c', {}),
    ];
    for (const key of keys) expect(key.slice(0, 2)).toEqual(promoKeys.all('c'));
    expect(new Set(keys.map((key) => JSON.stringify(key))).size).toBe(keys.length);
  });
});
