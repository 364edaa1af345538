import 'server-only';
import { callRpc, type Db } from '@/lib/server/db';
import { fromRow, toRow } from '@/lib/shared/wire';
import * as dto from './dtos';
import * as map from './mappers';

/** Drop, win and hold of a gaming day (today without one) or of one of its shifts. SHIFT_NOT_FOUND. */
export async function getDashboard(
  db: Db,
  { gamingDay, shiftId }: dto.ShiftDashboardQuery,
): Promise<dto.ShiftDashboard> {
  return fromRow(
    dto.shiftDashboardSchema,
    await callRpc(db, 'rpc_shift_dashboard', { p_gaming_day: gamingDay, p_shift_id: shiftId }),
  );
}

/** Records or replaces a count. TABLE_NOT_FOUND, SHIFT_NOT_FOUND, COUNT_CHANGED. */
export async function recordTableCount(
  db: Db,
  input: dto.RecordTableCountInput,
  idempotencyKey: string,
): Promise<dto.TableCountResult> {
  return fromRow(
    dto.tableCountResultSchema,
    await callRpc(db, 'rpc_record_table_count', {
      p_table_id: input.tableId,
      p_shift_id: input.shiftId,
      p_opening_cents: input.openingCents,
      p_closing_cents: input.closingCents ?? undefined,
      p_fills_cents: input.fillsCents,
      p_credits_cents: input.creditsCents,
      p_drop_cents: input.dropCents,
      p_expected_version: input.expectedVersion,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** The alert rules, evaluated now for a gaming day (today without one), each with the reason in words. */
export async function listAlerts(db: Db, { gamingDay }: dto.AlertsQuery): Promise<dto.Alerts> {
  return map.mapAlerts(await callRpc(db, 'rpc_shift_alerts', { p_gaming_day: gamingDay }));
}

/** Notes that the caller has seen an alert. ALERT_NOT_FIRING, ALERT_ACKNOWLEDGED with who was first. */
export async function acknowledgeAlert(
  db: Db,
  input: dto.AcknowledgeAlertInput,
  idempotencyKey: string,
): Promise<dto.AcknowledgementResult> {
  return fromRow(
    dto.acknowledgementResultSchema,
    await callRpc(db, 'rpc_acknowledge_alert', {
      p_gaming_day: input.gamingDay,
      p_kind: input.kind,
      p_entity_key: input.entityKey,
      p_note: input.note,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** Notes that the caller has seen several alerts, in one step. What fires no more or a colleague has seen is passed over. */
export async function acknowledgeAlerts(
  db: Db,
  { gamingDay, alerts, note }: dto.AcknowledgeAlertsInput,
  idempotencyKey: string,
): Promise<dto.AcknowledgementsResult> {
  return fromRow(
    dto.acknowledgementsResultSchema,
    await callRpc(db, 'rpc_acknowledge_alerts', {
      p_gaming_day: gamingDay,
      p_kinds: alerts.map(({ kind }) => kind),
      p_entity_keys: alerts.map(({ entityKey }) => entityKey),
      p_severities: alerts.map(({ severity }) => severity),
      p_note: note,
      p_idempotency_key: idempotencyKey,
    }),
  );
}

/** The shifts of an ordinary gaming day: now, before, and from when on otherwise. */
export async function listShiftPatterns(db: Db): Promise<dto.ShiftPatterns> {
  return fromRow(dto.shiftPatternsSchema, await callRpc(db, 'rpc_list_shift_patterns', {}));
}

/** The shifts of an ordinary day from a gaming day on, tomorrow or later. */
export async function setShiftPattern(
  db: Db,
  { fromGamingDay, shifts }: dto.SetShiftPatternInput,
  key: string,
): Promise<dto.ShiftPatternResult> {
  return fromRow(
    dto.shiftPatternResultSchema,
    await callRpc(db, 'rpc_set_shift_pattern', {
      p_from_gaming_day: fromGamingDay,
      p_shifts: toRow(shifts),
      p_idempotency_key: key,
    }),
  );
}
