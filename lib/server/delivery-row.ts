import type { WebhookFailure } from '@/lib/shared/kinds';
import { failureSentence } from '@/lib/shared/webhook-failure';
import { tEnglish } from '@/words/english';

/** A delivery as the database answers it, which says by a code alone why it failed. */
export type DeliveryRow = { last_error: WebhookFailure | null; last_status: number | null };

/** The same as the API answers it: why in English, and the code beside it. */
export function withSentence(row: DeliveryRow): object {
  const sentence = failureSentence(row.last_error, row.last_status, tEnglish);
  return { ...row, last_error: sentence, last_error_code: row.last_error };
}
