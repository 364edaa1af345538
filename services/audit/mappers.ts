import { type DeliveryRow, withSentence } from '@/lib/server/delivery-row';
import { fromRow } from '@/lib/shared/wire';
import * as dto from './dtos';

/** The answer of `rpc_get_audit_trace`. */
export function mapTrace(row: unknown): dto.AuditTrace {
  const trace = row as { events: { deliveries: DeliveryRow[] }[] };
  const events = trace.events.map((event) => ({ ...event, deliveries: event.deliveries.map(withSentence) }));
  return fromRow(dto.auditTraceSchema, { ...trace, events });
}
