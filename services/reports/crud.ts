import 'server-only';
import { callRpc, type Db } from '@/lib/server/db';
import { fromRow } from '@/lib/shared/wire';
import * as dto from './dtos';

/** The report of a gaming day (today without one) or of one of its shifts. SHIFT_NOT_FOUND. */
export async function getGamingDayReport(
  db: Db,
  { gamingDay, shiftId }: dto.ReportQuery,
): Promise<dto.GamingDayReport> {
  return fromRow(
    dto.gamingDayReportSchema,
    await callRpc(db, 'rpc_gaming_day_report', { p_gaming_day: gamingDay, p_shift_id: shiftId }),
  );
}
