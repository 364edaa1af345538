import type { WebhookFailure } from '@/lib/shared/kinds';
import { failureSentence } from '@/lib/shared/webhook-failure';
import { fromRow } from '@/lib/shared/wire';
import { tEnglish } from '@/words/english';
import * as dto from './dtos';

type DeliveryRow = { last_error: WebhookFailure | null; last_status: number | null };

/** The answer of `rpc_redeliver_webhook_delivery`. */
export function mapDelivery(row: unknown): dto.WebhookDeliveryResult {
  return fromRow(dto.webhookDeliveryResultSchema, withSentence(row as DeliveryRow));
}

/** The answer of `rpc_list_webhook_deliveries`. */
export function mapDeliveries(row: unknown): dto.WebhookDeliveryPage {
  const page = row as { items: DeliveryRow[] };
  return fromRow(dto.webhookDeliveryPageSchema, { ...page, items: page.items.map(withSentence) });
}

/** The database says why by a code alone; the API says it in English too. */
function withSentence(row: DeliveryRow): object {
  const sentence = failureSentence(row.last_error, row.last_status, tEnglish);
  return { ...row, last_error: sentence, last_error_code: row.last_error };
}
