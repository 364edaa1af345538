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

/** The report of a gaming day as it was posted when the day was sealed. REPORT_NOT_POSTED. */
export async function getPostedReport(db: Db, { gamingDay }: dto.PostedReportQuery): Promise<dto.GamingDayReport> {
  return fromRow(dto.gamingDayReportSchema, await callRpc(db, 'rpc_get_posted_report', { p_gaming_day: gamingDay }));
}

/** Players by what their play was to win and what they were given, the highest first. */
export async function listPlayerValues(
  db: Db,
  { days, sort, cursor, limit, playerId }: dto.PlayerValuesQuery,
): Promise<dto.PlayerValues> {
  return fromRow(
    dto.playerValuesSchema,
    await callRpc(db, 'rpc_list_player_values', {
      p_days: days,
      p_sort: sort,
      p_after_player_id: cursor,
      p_limit: limit,
      p_player_id: playerId,
    }),
  );
}
