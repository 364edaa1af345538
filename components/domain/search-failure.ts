import { type ErrorWords, errorText } from '@/components/ui/error-text';
import { NoAnswerError } from '@/lib/client/api';
import { t } from '@/words/say';

/** Why a search of players came to nothing. Without a network it is not the person's to try again: it goes on by itself. */
export function searchFailureText(error: unknown): ErrorWords {
  const words = errorText(error);
  const isOffline = error instanceof NoAnswerError && error.isOffline;
  return isOffline ? { title: words.title, remedy: t('domain.searchNeedsNetwork') } : words;
}
