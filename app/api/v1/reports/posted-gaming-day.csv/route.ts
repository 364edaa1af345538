import { z } from 'zod';
import { answerFile } from '@/lib/server/http/answer';
import { route, routes } from '@/lib/server/http/route';
import { createReportsService } from '@/services/reports';
import { postedReportQuerySchema } from '@/services/reports/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'The report of a gaming day as it was posted, as CSV',
      capability: 'dashboard.read',
      query: postedReportQuerySchema,
      response: z.string(),
      download: 'text/csv',
      errors: ['REPORT_NOT_POSTED'],
    },
    ({ db, query }) =>
      answerFile(
        'text/csv',
        `report-${query.gamingDay}-posted.csv`,
        createReportsService(db).streamPostedReport(query),
      ),
  ),
});
