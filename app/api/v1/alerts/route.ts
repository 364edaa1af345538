import { route, routes } from '@/lib/server/http/route';
import { createShiftService } from '@/services/shift';
import { alertsQuerySchema, alertsSchema } from '@/services/shift/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'The alert rules evaluated now for a gaming day, the most severe first',
      capability: 'dashboard.read',
      query: alertsQuerySchema,
      response: alertsSchema,
    },
    ({ db, query }) => createShiftService(db).listAlerts(query),
  ),
});
