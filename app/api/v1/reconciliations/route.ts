import { route, routes } from '@/lib/server/http/route';
import { createReconciliationService } from '@/services/reconciliation';
import { queueQuerySchema, reconciliationPageSchema } from '@/services/reconciliation/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'The queue: imported rows beside what the players have',
      capability: 'audit.read',
      query: queueQuerySchema,
      terms: ['search'],
      response: reconciliationPageSchema,
    },
    ({ db, query }) => createReconciliationService(db).listQueue(query),
  ),
});
