import { ApiError } from '@/lib/client/api';
import type { Refusal, RewardIntent } from './types';

/** No wait is longer, whatever the server asked for and however the device's clock was turned. */
export const LONGEST_WAIT_MS = 60_000;
const SHORTEST_RATE_WAIT_MS = 1_000;

type Circumstances = {
  /** Whether an earlier attempt is still unaccounted for; a refusal to look at this one does not settle that. */
  wasUnanswered: boolean;
  now: number;
  backOffMs: (attempts: number) => number;
};

/** What a failed attempt makes of its intent, and whether the person has to sign in before anything more is sent. */
export function afterFailure<Input>(
  intent: RewardIntent<Input>,
  error: unknown,
  circumstances: Circumstances,
): { next: RewardIntent<Input>; mustSignIn: boolean } {
  const { now, wasUnanswered } = circumstances;
  const waiting = wasUnanswered ? 'unanswered' : 'unsent';
  const backOff = circumstances.backOffMs(intent.attempts);
  if (!(error instanceof ApiError) || leavesItOpen(error)) {
    const asked = error instanceof ApiError ? askedWaitMs(error) : 0;
    return {
      next: { ...intent, status: 'unanswered', nextAttemptAt: now + Math.max(backOff, asked) },
      mustSignIn: false,
    };
  }
  if (error.status === 401) {
    return { next: { ...intent, status: waiting, nextAttemptAt: now }, mustSignIn: true };
  }
  if (error.status === 429) {
    const wait = askedWaitMs(error) || Math.max(backOff, SHORTEST_RATE_WAIT_MS);
    return { next: { ...intent, status: waiting, nextAttemptAt: now + wait }, mustSignIn: false };
  }
  if (wasUnanswered && saysNothingOfTheKey(error)) {
    return { next: { ...intent, status: 'unanswered', nextAttemptAt: now + backOff }, mustSignIn: false };
  }
  return { next: { ...intent, status: 'refused', nextAttemptAt: now, refusal: toRefusal(error) }, mustSignIn: false };
}

/**
 * Refusals that come before the server looks the key up. After an attempt that got no answer they don't settle whether
 * the reward was issued: the person's role may have changed since, and the reward be there all the same.
 */
function saysNothingOfTheKey(error: ApiError): boolean {
  return error.status === 403 || error.code === 'NOT_FOUND' || [405, 413, 415].includes(error.status);
}

/**
 * Whether the answer says nothing about the reward itself: it may have been issued before things went wrong. `INTERNAL`
 * with another status is what a proxy or a Wi-Fi portal answered in the server's place, a 408 among them.
 */
function leavesItOpen(error: ApiError): boolean {
  return error.status >= 500 || error.code === 'INTERNAL';
}

function askedWaitMs(error: ApiError): number {
  return Math.min((error.retryAfterSeconds ?? 0) * 1_000, LONGEST_WAIT_MS);
}

function toRefusal(error: ApiError): Refusal {
  const refusal: Refusal = { code: error.code, title: error.message, remedy: error.remedy };
  return error.details === undefined ? refusal : { ...refusal, details: error.details };
}
