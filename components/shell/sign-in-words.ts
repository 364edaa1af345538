import { type ErrorWords, errorText } from '@/components/ui/error-text';
import { ApiError } from '@/lib/client/api';
import { formatNumber } from '@/lib/shared/numbers';
import { t } from '@/words/say';

/** What a person reads when signing in failed, with the wait that the answer named. */
export function signInFailureText(error: unknown): ErrorWords {
  const words = errorText(error);
  const refusal = error instanceof ApiError ? error.refusal : null;
  if (refusal?.code !== 'TOO_MANY_ATTEMPTS' || !refusal.retryAfterSeconds) return words;
  return { ...words, remedy: t('shell.signInAfter', { seconds: formatNumber(refusal.retryAfterSeconds) }) };
}
