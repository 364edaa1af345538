import { ApiError, NoAnswerError } from '@/lib/client/api';
import { DeviceStoreError, type DeviceStoreFailure } from '@/lib/client/intents/device-store-error';
import type { ErrorDetails } from '@/lib/shared/error-details';
import type { ErrorCode } from '@/lib/shared/errors';
import { formatNumber } from '@/lib/shared/numbers';
import { readRule } from '@/lib/shared/rules';
import { findWords, t } from '@/words/say';

/** What a person reads of a refusal or failure: what it is, and what to do. */
export type ErrorWords = { title: string; remedy: string };

/** The words of a code; of one that only a newer server knows, those of a failure. */
export function errorWords(code: ErrorCode): ErrorWords {
  const [title, remedy] = [findWords('errors', code), findWords('errors', `${code}_remedy`)];
  return { title: title ?? t('errors.INTERNAL'), remedy: remedy ?? t('errors.INTERNAL_remedy') };
}

const STORE_WORDS: Record<DeviceStoreFailure, () => ErrorWords> = {
  full: () => ({ title: t('errors.storeFull'), remedy: t('errors.storeFull_remedy') }),
  gone: () => ({ title: t('errors.storeGone'), remedy: t('errors.storeGone_remedy') }),
};

/** What a person reads when a request, or the device's own store, failed. */
export function errorText(error: unknown): ErrorWords {
  if (error instanceof ApiError) return errorWords(error.code);
  if (error instanceof NoAnswerError) return noAnswerWords(error);
  if (error instanceof DeviceStoreError) return STORE_WORDS[error.failure]();
  return errorWords('INTERNAL');
}

function noAnswerWords({ isOffline }: NoAnswerError): ErrorWords {
  if (isOffline) return { title: t('errors.offline'), remedy: t('errors.offline_remedy') };
  return { title: t('errors.noAnswer'), remedy: t('errors.noAnswer_remedy') };
}

/** What a person reads under a field: the words of the rule that it breaks, or the text itself where it is in words already. */
export function fieldWords(message: string): string {
  const broken = readRule(message);
  if (broken === null) return message;
  const params = Object.entries(broken.params ?? {}).map(([name, value]) => [
    name,
    typeof value === 'number' ? formatNumber(value) : value,
  ]);
  // A rule that only a newer server knows.
  return findWords('rules', broken.rule, Object.fromEntries(params)) ?? t('errors.VALIDATION_FAILED');
}

/** What a person reads of the first field that a refusal names; null where it names none. */
export function firstFieldWords(details: ErrorDetails<'VALIDATION_FAILED'> | undefined): string | null {
  const [message] = Object.values(details?.fields ?? {});
  return message === undefined ? null : fieldWords(message);
}
