import { route, routes } from '@/lib/server/http/route';
import { createReportsService } from '@/services/reports';
import { gamingDayReportSchema, postedReportQuerySchema } from '@/services/reports/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'The report of a gaming day as it was posted when the day was sealed',
      capability: 'dashboard.read',
      query: postedReportQuerySchema,
      response: gamingDayReportSchema,
      errors: ['REPORT_NOT_POSTED'],
    },
    ({ db, query }) => createReportsService(db).getPostedReport(query),
  ),
});
