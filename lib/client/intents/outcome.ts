import { ApiError } from '@/lib/client/api';
import type { Outcome } from './kept-intents';

/** What a failed attempt makes of its intent. `wasUnanswered`: an attempt before it got no answer. */
export function outcomeOfFailure(error: unknown, wasUnanswered: boolean): Outcome<never> {
  if (!(error instanceof ApiError) || isUnanswered(error)) return { status: 'unanswered' };
  // Not carried out, and not refused either: whoever signs in again finds it, and is asked.
  if (error.status === 401) return { status: 'unanswered' };
  if (wasUnanswered && saysNothingOfTheKey(error)) return { status: 'unanswered' };
  const { code, details, retryAfterSeconds } = error;
  return { status: 'refused', refusal: { code, details, retryAfterSeconds } };
}

/** No answer; or the server broke off, or a proxy answered in its place: it may have been carried out before that. */
export function isUnanswered(error: unknown): boolean {
  return !(error instanceof ApiError) || error.status >= 500 || error.code === 'INTERNAL';
}

/** Refusals from before the server looks the key up: they don't settle what became of an earlier attempt. */
function saysNothingOfTheKey(error: ApiError): boolean {
  return [403, 405, 413, 415, 429].includes(error.status) || error.code === 'NOT_FOUND';
}
