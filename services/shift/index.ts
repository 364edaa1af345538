import 'server-only';
import type { Db } from '@/lib/server/db';
import * as crud from './crud';
import type {
  AcknowledgeAlertInput,
  AcknowledgementResult,
  Alerts,
  AlertsQuery,
  RecordTableCountInput,
  ShiftDashboard,
  ShiftDashboardQuery,
  TableCountResult,
} from './dtos';
import * as map from './mappers';

/** Cash figures, table counts and alerts, as the signed-in person may see and change them. */
export function createShiftService(db: Db) {
  return {
    /** Drop, win and hold of a gaming day (today without one) or of one of its shifts. SHIFT_NOT_FOUND. */
    async getDashboard(query: ShiftDashboardQuery): Promise<ShiftDashboard> {
      return map.mapShiftDashboard(await crud.selectShiftDashboard(db, query));
    },

    /** Records or replaces a count. TABLE_NOT_FOUND, SHIFT_NOT_FOUND, COUNT_CHANGED. */
    async recordTableCount(input: RecordTableCountInput, idempotencyKey: string): Promise<TableCountResult> {
      return map.mapTableCountResult(await crud.upsertTableCount(db, input, idempotencyKey));
    },

    /** The alert rules, evaluated now for a gaming day (today without one), each with the reason in words. */
    async listAlerts(query: AlertsQuery): Promise<Alerts> {
      return map.mapAlerts(await crud.selectAlerts(db, query));
    },

    /** Notes that the caller has seen an alert. ALERT_NOT_FIRING, ALERT_ACKNOWLEDGED with who was first. */
    async acknowledgeAlert(input: AcknowledgeAlertInput, idempotencyKey: string): Promise<AcknowledgementResult> {
      return map.mapAcknowledgementResult(await crud.insertAcknowledgement(db, input, idempotencyKey));
    },
  };
}
