import 'server-only';
import { type Db, runRpc } from '@/lib/server/db';
import type { AcknowledgeAlertInput, AlertsQuery, RecordTableCountInput, ShiftDashboardQuery } from './dtos';

/** Cash figures of a gaming day or shift. */
export function selectShiftDashboard(db: Db, { gamingDay, shiftId }: ShiftDashboardQuery): Promise<unknown> {
  return runRpc(
    'rpc_shift_dashboard',
    db.client.rpc('rpc_shift_dashboard', { p_gaming_day: gamingDay, p_shift_id: shiftId }),
  );
}

/** The alert rules, evaluated now. */
export function selectAlerts(db: Db, { gamingDay }: AlertsQuery): Promise<unknown> {
  return runRpc('rpc_shift_alerts', db.client.rpc('rpc_shift_alerts', { p_gaming_day: gamingDay }));
}

/** Records or replaces the figures of a table in a shift. */
export function upsertTableCount(db: Db, input: RecordTableCountInput, idempotencyKey: string): Promise<unknown> {
  return runRpc(
    'rpc_record_table_count',
    db.client.rpc('rpc_record_table_count', {
      p_table_id: input.tableId,
      p_shift_id: input.shiftId,
      p_opening_cents: input.openingCents,
      p_closing_cents: input.closingCents ?? undefined,
      p_fills_cents: input.fillsCents,
      p_credits_cents: input.creditsCents,
      p_drop_cents: input.dropCents,
      p_expected_version: input.expectedVersion,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}

/** Notes that the caller has seen an alert. */
export function insertAcknowledgement(db: Db, input: AcknowledgeAlertInput, idempotencyKey: string): Promise<unknown> {
  return runRpc(
    'rpc_acknowledge_alert',
    db.client.rpc('rpc_acknowledge_alert', {
      p_gaming_day: input.gamingDay,
      p_kind: input.kind,
      p_entity_key: input.entityKey,
      p_note: input.note,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}
