import { route, routes } from '@/lib/server/http/route';
import { createReconciliationService } from '@/services/reconciliation';
import { queueCountsSchema, queueFilterQuerySchema } from '@/services/reconciliation/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'How many rows of the queue are where',
      capability: 'audit.read',
      query: queueFilterQuerySchema,
      terms: ['search'],
      response: queueCountsSchema,
    },
    ({ db, query }) => createReconciliationService(db).countQueue(query),
  ),
});
