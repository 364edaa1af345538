import { afterEach, describe, expect, test } from 'vitest';
import { aboveTheoText, askedAboveTheo } from '@/components/promo/theo-question';
import type { CouponIntent } from '@/hooks/promo/coupon-intents';
import { speak } from '../../support/speak';

afterEach(() => speak('en'));

const DETAILS = { faceValueCents: 15_000, givenCents: 0, theoCents: 2_000 };
const REFUSED = {
  place: 'visit:1',
  idempotencyKey: 'key',
  title: 'Weekday match play for Ray Okafor',
  request: { kind: 'issue', input: { promoProgramId: 'program-1', visitId: '1', confirmAboveTheo: false } },
  status: 'refused',
  refusal: { code: 'GIVEN_ABOVE_THEO', details: DETAILS },
} as unknown as CouponIntent;

describe('the question before a visit is given more than its play is worth', () => {
  test('says both figures in one sentence, in every language', () => {
    expect(aboveTheoText(DETAILS, 'USD')).toBe('This is $150 on $20 of expected win.');
    speak('es');
    expect(aboveTheoText(DETAILS, 'USD')).toContain('ganancia esperada');
    speak('zh-Hans');
    expect(aboveTheoText(DETAILS, 'USD')).toContain('预期赢额');
  });

  test('counts what the visit was given before', () => {
    expect(aboveTheoText({ ...DETAILS, givenCents: 40_000 }, 'USD')).toBe(
      'With this, the visit has been given $550 on $20 of expected win.',
    );
  });

  test('is about the program that was asked for, and goes with the choice of another', () => {
    expect(askedAboveTheo(REFUSED, 'program-1')).toEqual(DETAILS);
    expect(askedAboveTheo(REFUSED, 'program-2')).toBeNull();
    expect(askedAboveTheo(REFUSED, undefined)).toBeNull();
    expect(askedAboveTheo(null, 'program-1')).toBeNull();
  });
});
