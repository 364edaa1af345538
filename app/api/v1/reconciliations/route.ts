import { route, routes } from '@/lib/server/http/route';
import { createImportsService } from '@/services/imports';
import { queueQuerySchema, reconciliationPageSchema } from '@/services/imports/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'The queue: imported rows beside what the players have',
      capability: 'reconcile.apply',
      query: queueQuerySchema,
      response: reconciliationPageSchema,
    },
    ({ db, query }) => createImportsService(db).listQueue(query),
  ),
});
