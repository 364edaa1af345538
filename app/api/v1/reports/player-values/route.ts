import { route, routes } from '@/lib/server/http/route';
import { createReportsService } from '@/services/reports';
import { playerValuesQuerySchema, playerValuesSchema } from '@/services/reports/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Players over the last gaming days: theo against what they were given, the highest first',
      capability: 'dashboard.read',
      query: playerValuesQuerySchema,
      response: playerValuesSchema,
      errors: ['PLAYER_NOT_FOUND'],
    },
    ({ db, query }) => createReportsService(db).listPlayerValues(query),
  ),
});
