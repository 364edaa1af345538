import type { Say } from '@/words/say';
import type { WebhookFailure } from './kinds.ts';

/** How long a receiver may take to answer. */
export const WEBHOOK_TIMEOUT_SECONDS = 15;

/** Why the latest attempt of a delivery failed, for a person: null when none has. */
export function failureSentence(failure: WebhookFailure | null, status: number | null, t: Say): string | null {
  if (failure === null) return null;
  return t(`settings.failure_${failure}`, { status: status ?? 0, seconds: WEBHOOK_TIMEOUT_SECONDS });
}
