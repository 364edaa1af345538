import { route, routes } from '@/lib/server/http/route';
import { createReportsService } from '@/services/reports';
import { gamingDayReportSchema, reportQuerySchema } from '@/services/reports/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary:
        'The report of a gaming day or shift: cash, points, coupons, rewards, alerts, and, for who may, exclusions and cash log',
      capability: 'dashboard.read',
      query: reportQuerySchema,
      response: gamingDayReportSchema,
      errors: ['SHIFT_NOT_FOUND'],
    },
    ({ db, query }) => createReportsService(db).getGamingDayReport(query),
  ),
});
