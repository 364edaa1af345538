import { ApiError, NoAnswerError } from '@/lib/client/api';
import { ERRORS } from '@/lib/shared/errors';

/** What a person reads when a request failed: the sentence and the remedy of its code. */
export function errorText(error: unknown): { title: string; remedy: string } {
  if (error instanceof ApiError) return { title: error.message, remedy: error.remedy };
  if (error instanceof NoAnswerError) {
    return { title: 'No answer from the server.', remedy: 'Check the Wi-Fi and try again.' };
  }
  return { title: ERRORS.INTERNAL.title, remedy: ERRORS.INTERNAL.remedy };
}
