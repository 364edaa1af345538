import { z } from 'zod';
import { answerFile } from '@/lib/server/http/answer';
import { route, routes } from '@/lib/server/http/route';
import { createReportsService } from '@/services/reports';
import { reportQuerySchema } from '@/services/reports/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'The report of a gaming day or shift, as CSV',
      capability: 'dashboard.read',
      query: reportQuerySchema,
      response: z.string(),
      download: 'text/csv',
      errors: ['SHIFT_NOT_FOUND'],
    },
    ({ db, query }) =>
      answerFile(
        'text/csv',
        `report-${query.gamingDay ?? 'today'}.csv`,
        createReportsService(db).streamGamingDayReport(query),
      ),
  ),
});
