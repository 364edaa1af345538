import { ApiError } from '@/lib/client/api';
import { outcomeOfFailure } from '@/lib/client/intents/outcome';
import type { RewardIntent } from './types';

/** No wait is longer, whatever the server asked for and however the device's clock was turned. */
export const LONGEST_WAIT_MS = 60_000;
const SHORTEST_RATE_WAIT_MS = 1_000;

type Circumstances = {
  /** Whether an earlier attempt is still unaccounted for; a refusal to look at this one does not settle that. */
  wasUnanswered: boolean;
  now: number;
  backOffMs: (attempts: number) => number;
};

/** What a failed attempt makes of its intent: it waits for its next attempt, or for somebody to read why it was refused. */
export function afterFailure<Input>(
  intent: RewardIntent<Input>,
  error: unknown,
  { wasUnanswered, now, backOffMs }: Circumstances,
): RewardIntent<Input> {
  const outcome = outcomeOfFailure(error, wasUnanswered);
  if (outcome.status === 'refused' && !isForNow(error)) return { ...intent, ...outcome, nextAttemptAt: now };
  const status = outcome.status === 'refused' ? 'unsent' : 'unanswered';
  const refusal = error instanceof ApiError ? error.refusal : undefined;
  return { ...intent, status, refusal, nextAttemptAt: now + waitMs(error, backOffMs(intent.attempts)) };
}

/** Whether the person has to sign in, come back to this casino, or give a code, before anything more is sent. */
export function mustSignIn(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  return error.status === 401 || error.code === 'CASINO_NOT_CHOSEN' || error.code === 'SECOND_FACTOR_NEEDED';
}

/**
 * Whether the refusal is about who asks, or how often, and not about what is asked: the queue then tries again by
 * itself.
 */
function isForNow(error: unknown): boolean {
  return mustSignIn(error) || (error instanceof ApiError && error.status === 429);
}

function waitMs(error: unknown, backOff: number): number {
  if (!(error instanceof ApiError)) return backOff;
  if (mustSignIn(error)) return 0;
  const asked = Math.min((error.refusal.retryAfterSeconds ?? 0) * 1_000, LONGEST_WAIT_MS);
  if (error.status === 429) return asked || Math.max(backOff, SHORTEST_RATE_WAIT_MS);
  return Math.max(backOff, asked);
}
