import { afterEach, describe, expect, test } from 'vitest';
import { waitingFor, waitingText } from '@/components/domain/waiting-words';
import type { RewardIntent } from '@/hooks/loyalty/reward-queue-context';
import { toApiError } from '@/lib/client/api';
import { speak } from '../../support/speak';

afterEach(() => speak('en'));

const CALM = { isOnline: true, isPausedForSignIn: false, isBehind: false, seconds: 0 };

function makeIntent(changes: Partial<RewardIntent> = {}): RewardIntent {
  return {
    idempotencyKey: 'mid-session-reward:1',
    correlationId: 'c-1',
    casinoId: 'harbor',
    staffId: 'anna',
    input: { ratingSlipId: 'slip-1', points: 250, reason: 'mid_session_bonus' },
    display: { playerName: 'R. Vega', tableLabel: 'BJ-04' },
    status: 'unsent',
    attempts: 0,
    createdAt: 0,
    nextAttemptAt: 0,
    ...changes,
  };
}

/** The refusal as it comes over the wire. */
function rateRefusal(details?: Record<string, number>) {
  return toApiError(429, '12', { ok: false, code: 'RATE_LIMITED', error: 'Too many in one minute.', details }).refusal;
}

const rated = (limit: number, windowSeconds: number, status: RewardIntent['status'] = 'unsent') =>
  makeIntent({ status, attempts: 1, refusal: rateRefusal({ limit, windowSeconds, limitPerMinute: limit }) });

describe('a reward above the rate of one person', () => {
  test.each([
    ['en', 'Not yet issued · 20 a minute; goes on in 12 s'],
    ['es', 'Sin emitir · 20 por minuto; continúa en 12 s'],
    ['zh-Hans', '未发放 · 每分钟最多 20 次；12 秒后继续'],
  ] as const)('says the limit and when it goes on (%s)', (language, said) => {
    speak(language);
    expect(waitingText(rated(20, 60), { ...CALM, seconds: 12 })).toBe(said);
  });

  test('says the figures of the answer, whatever they are', () => {
    expect(waitingText(rated(3, 60), { ...CALM, seconds: 1 })).toBe('Not yet issued · 3 a minute; goes on in 1 s');
    expect(waitingText(rated(5, 10), { ...CALM, seconds: 4 })).toBe('Not yet issued · 5 in 10 s; goes on in 4 s');
  });

  test('says only when it goes on, where the answer named no limit', () => {
    const intent = makeIntent({ attempts: 1, refusal: rateRefusal() });
    expect(waitingText(intent, { ...CALM, seconds: 12 })).toBe('Not yet issued · goes on in 12 s');
  });

  test('says so too while an earlier attempt is not accounted for', () => {
    expect(waitingText(rated(20, 60, 'unanswered'), { ...CALM, seconds: 9 })).toContain('20 a minute; goes on in 9 s');
  });

  test('is sent once the wait is over, and says so', () => {
    expect(waitingText(rated(20, 60), CALM)).toBe('Not yet issued · sending');
    expect(waitingText(makeIntent({ status: 'sending', attempts: 2 }), CALM)).toBe('Not yet issued · sending');
  });

  test('waits for the network, or for who signs in, where that is what keeps it', () => {
    expect(waitingText(rated(20, 60), { ...CALM, seconds: 9, isOnline: false })).toContain('when back online');
    expect(waitingText(rated(20, 60), { ...CALM, seconds: 9, isPausedForSignIn: true })).toContain('sign in to send');
  });
});

test('a reward behind another of its slip waits for that one, and does not claim to be on its way', () => {
  expect(waitingText(makeIntent(), { ...CALM, isBehind: true })).toBe('Not yet issued · waits for the one before it');
});

describe('a reward that is about to be sent, or is being sent', () => {
  test.each([
    ['just confirmed', makeIntent(), CALM],
    ['on its way', makeIntent({ status: 'sending', attempts: 1, nextAttemptAt: 15_000 }), { ...CALM, seconds: 15 }],
    [
      'on its way while the session ended',
      makeIntent({ status: 'sending', attempts: 1 }),
      { ...CALM, isPausedForSignIn: true },
    ],
  ])('waits for nothing, so that nothing is offered about it: %s', (_name, intent, circumstances) => {
    expect(waitingFor(intent, circumstances)).toBe('sending');
  });
});
