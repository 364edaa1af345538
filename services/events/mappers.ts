import { type DeliveryRow, withSentence } from '@/lib/server/delivery-row';
import { fromRow } from '@/lib/shared/wire';
import * as dto from './dtos';

/** The answer of `rpc_redeliver_webhook_delivery`. */
export function mapDelivery(row: unknown): dto.WebhookDeliveryResult {
  return fromRow(dto.webhookDeliveryResultSchema, withSentence(row as DeliveryRow));
}

/** The answer of `rpc_list_webhook_deliveries`. */
export function mapDeliveries(row: unknown): dto.WebhookDeliveryPage {
  const page = row as { items: DeliveryRow[] };
  return fromRow(dto.webhookDeliveryPageSchema, { ...page, items: page.items.map(withSentence) });
}
