import { ApiError, NoAnswerError } from '@/lib/client/api';
import type { ErrorCode } from '@/lib/shared/errors';
import { t } from '@/words/say';

/** What a person reads of a refusal or failure: what it is, and what to do. */
export type ErrorWords = { title: string; remedy: string };

/** The words of a code. */
export function errorWords(code: ErrorCode): ErrorWords {
  return { title: t(`errors.${code}`), remedy: t(`errors.${code}_remedy`) };
}

/** What a person reads when a request failed. */
export function errorText(error: unknown): ErrorWords {
  if (error instanceof ApiError) return errorWords(error.code);
  if (error instanceof NoAnswerError) return { title: t('errors.noAnswer'), remedy: t('errors.noAnswer_remedy') };
  return errorWords('INTERNAL');
}
