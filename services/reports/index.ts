import 'server-only';
import { callsOf, type Db } from '@/lib/server/db';
import { createCasinoService } from '@/services/casino';
import * as crud from './crud';
import type { ReportQuery } from './dtos';
import { reportToCsv } from './report-csv';

/** Reports as the signed-in person may read them. */
export function createReportsService(db: Db) {
  return {
    ...callsOf(db, crud),

    /** The report as a file. Times are those on the casino's wall. */
    async *streamGamingDayReport(query: ReportQuery): AsyncGenerator<string> {
      const [report, settings] = await Promise.all([
        crud.getGamingDayReport(db, query),
        createCasinoService(db).getSettings(),
      ]);
      yield reportToCsv(report, settings.timeZone);
    },
  };
}
