import { route, routes } from '@/lib/server/http/route';
import { createShiftService } from '@/services/shift';
import { shiftDashboardQuerySchema, shiftDashboardSchema } from '@/services/shift/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Drop, win and hold of a gaming day or shift, for the casino, its pits and tables',
      capability: 'dashboard.read',
      query: shiftDashboardQuerySchema,
      response: shiftDashboardSchema,
      errors: ['SHIFT_NOT_FOUND'],
    },
    ({ db, query }) => createShiftService(db).getDashboard(query),
  ),
});
