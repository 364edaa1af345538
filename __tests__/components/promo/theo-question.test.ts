import { afterEach, describe, expect, test } from 'vitest';
import { aboveTheoText, askedAboveTheo, requestOf } from '@/components/promo/theo-question';
import type { CouponIntent } from '@/hooks/promo/coupon-intents';
import { speak } from '../../support/speak';

afterEach(() => speak('en'));

const DETAILS = { faceValueCents: 15_000, givenCents: 0, theoCents: 2_000 };
const REFUSED = {
  place: 'visit:1',
  idempotencyKey: 'key',
  title: 'Weekday match play for Ray Okafor',
  request: { kind: 'issue', input: { promoProgramId: 'program-1', playerId: 'player-1', confirmAboveTheo: false } },
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

  test('is about the program and the player that were asked for, and goes with the choice of another', () => {
    const askedOf = (promoProgramId?: string, playerId?: string) =>
      askedAboveTheo(requestOf(REFUSED, { promoProgramId, playerId }));
    expect(askedOf('program-1', 'player-1')).toEqual(DETAILS);
    expect(askedOf('program-2', 'player-1')).toBeNull();
    expect(askedOf('program-1', 'player-2')).toBeNull();
    expect(askedOf('program-1')).toBeNull();
    expect(askedOf()).toBeNull();
    expect(requestOf(null, { promoProgramId: 'program-1', playerId: 'player-1' })).toBeNull();
  });

  test('is no other refusal, and a request under way is shown whatever is chosen meanwhile', () => {
    const full = { ...REFUSED, refusal: { code: 'PROGRAM_ENDED' } } as unknown as CouponIntent;
    expect(askedAboveTheo(full)).toBeNull();
    const sending = { ...REFUSED, status: 'sending' } as unknown as CouponIntent;
    expect(requestOf(sending, { promoProgramId: 'program-2', playerId: undefined })).toBe(sending);
    expect(askedAboveTheo(sending)).toBeNull();
  });
});
