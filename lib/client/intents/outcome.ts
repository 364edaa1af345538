import { ApiError, type Refusal } from '@/lib/client/api';

/** What became of a request. `unanswered`: it may or may not have been carried out; `retrying`: that is being asked. */
export type Outcome<Answer> =
  | { status: 'sending' | 'unanswered' | 'retrying' }
  | { status: 'answered'; answer: Answer }
  | { status: 'refused'; refusal: Refusal };

/** What a failed attempt comes to: nobody knows, or the server said no. */
export type FailedOutcome = { status: 'unanswered' } | { status: 'refused'; refusal: Refusal };

/** What a failed attempt makes of its intent. `wasUnanswered`: an attempt before it, under the same key, got no answer. */
export function outcomeOfFailure(error: unknown, wasUnanswered: boolean): FailedOutcome {
  if (!(error instanceof ApiError) || leavesItOpen(error)) return { status: 'unanswered' };
  if (wasUnanswered && saysNothingOfTheKey(error)) return { status: 'unanswered' };
  return { status: 'refused', refusal: error.refusal };
}

/** Whether the server has yet to say what became of it. */
export function isOpen({ status }: { status: Outcome<unknown>['status'] }): boolean {
  return status !== 'answered' && status !== 'refused';
}

/**
 * The server broke off, or a proxy or a Wi-Fi portal answered in its place (`INTERNAL` with whatever status, a 408 among
 * them): it may have been carried out before that.
 */
function leavesItOpen({ status, code }: ApiError): boolean {
  return status >= 500 || code === 'INTERNAL';
}

/**
 * Refusals from before the server looks the key up. They don't settle what became of an earlier attempt: the session, or the
 * person's role, may have ended since, or the session be at another casino, and the thing be done all the same.
 */
function saysNothingOfTheKey({ status, code }: ApiError): boolean {
  return [401, 403, 405, 413, 415, 429].includes(status) || code === 'NOT_FOUND' || code === 'CASINO_NOT_CHOSEN';
}
