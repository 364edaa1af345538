import { describe, expect, it } from 'vitest';
import { ZodError } from 'zod';
import { fieldWords } from '@/components/ui/error-text';
import { fromRow } from '@/lib/shared/wire';
import { meSchema, signInInputSchema } from '@/services/casino/dtos';

const ID = '0199a5a0-0000-7000-8000-00000000000';

const ME_ROW = {
  staff: {
    id: `${ID}1`,
    name: 'Harbor Dealer',
    email: 'dealer@harbor.example',
    role: 'dealer',
    language: null,
    has_pin: false,
    works_elsewhere: false,
    licence: { expires_on: '2026-12-31', state: 'expiring', stops: true },
    password_link: { made_by_name: null, lapses_at: '2026-11-19T12:00:00+00:00', used_at: null },
  },
  capabilities: ['floor.read'],
  casino: { id: `${ID}2`, slug: 'harbor', name: 'Harbor' },
  settings: {
    time_zone: 'America/New_York',
    utc_offsets: [{ starts_at: '2026-11-01T06:00:00+00:00', ends_at: '2027-03-14T07:00:00+00:00', seconds: -18_000 }],
    gaming_day_start: '06:00',
    currency: 'USD',
    reward_soft_cap_points: 1000,
    reward_preset_points: [100, 250, 500],
    rewards_per_staff_per_minute: null,
    correction_debt_limit_points: 0,
    promo_require_exact_match: false,
    promo_allow_anonymous_issuance: true,
    idle_lock_minutes: null,
    shares_recognition: false,
  },
  gaming_day: '2026-11-19',
};

describe('who is signed in', () => {
  it('is mapped field by field', () => {
    expect(fromRow(meSchema, ME_ROW)).toEqual({
      staff: {
        id: `${ID}1`,
        name: 'Harbor Dealer',
        email: 'dealer@harbor.example',
        role: 'dealer',
        language: null,
        hasPin: false,
        worksElsewhere: false,
        licence: { expiresOn: '2026-12-31', state: 'expiring', stops: true },
        passwordLink: { madeByName: null, lapsesAt: '2026-11-19T12:00:00.000Z', usedAt: null },
      },
      capabilities: ['floor.read'],
      casino: { id: `${ID}2`, slug: 'harbor', name: 'Harbor' },
      settings: {
        timeZone: 'America/New_York',
        utcOffsets: [{ startsAt: '2026-11-01T06:00:00.000Z', endsAt: '2027-03-14T07:00:00.000Z', seconds: -18_000 }],
        gamingDayStart: '06:00',
        currency: 'USD',
        rewardSoftCapPoints: 1000,
        rewardPresetPoints: [100, 250, 500],
        rewardsPerStaffPerMinute: null,
        correctionDebtLimitPoints: 0,
        promoRequireExactMatch: false,
        promoAllowAnonymousIssuance: true,
        idleLockMinutes: null,
        sharesRecognition: false,
      },
      gamingDay: '2026-11-19',
    });
  });

  it.each([
    ['a role nobody knows', { staff: { ...ME_ROW.staff, role: 'owner' } }],
    ['a capability nobody knows', { capabilities: ['everything'] }],
  ])('with %s is our failure, not an answer', (_, wrong) => {
    expect(() => fromRow(meSchema, { ...ME_ROW, ...wrong })).toThrow(ZodError);
  });
});

describe('the sign-in form', () => {
  it('wants an email and a password, and says so in a sentence', () => {
    expect(signInInputSchema.safeParse({ email: 'a@b.example', password: 'x' }).success).toBe(true);
    const refused = signInInputSchema.safeParse({ email: 'a', password: '' });
    expect(refused.error?.issues.map(({ message }) => fieldWords(message))).toEqual([
      'Enter an email address.',
      'Enter your password.',
    ]);
  });
});
