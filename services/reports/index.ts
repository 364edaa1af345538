import 'server-only';
import { callsOf, type Db } from '@/lib/server/db';
import { createCasinoService } from '@/services/casino';
import * as crud from './crud';
import type { GamingDayReport, PostedReportQuery, ReportQuery } from './dtos';
import { reportToCsv } from './report-csv';

/** Reports as the signed-in person may read them. */
export function createReportsService(db: Db) {
  const calls = callsOf(db, crud);
  return {
    ...calls,

    /** The report as a file. */
    streamGamingDayReport: (query: ReportQuery) => streamCsv(db, calls.getGamingDayReport(query)),

    /** The report as it was posted, as a file. */
    streamPostedReport: (query: PostedReportQuery) => streamCsv(db, calls.getPostedReport(query)),
  };
}

/** A report as a file. Times are those on the casino's wall. */
async function* streamCsv(db: Db, reading: Promise<GamingDayReport>): AsyncGenerator<string> {
  const [report, settings] = await Promise.all([reading, createCasinoService(db).getSettings()]);
  yield reportToCsv(report, settings.timeZone);
}
