import { route, routes } from '@/lib/server/http/route';
import { createImportsService } from '@/services/imports';
import { queueCountsSchema, queueFilterQuerySchema } from '@/services/imports/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'How many rows of the queue are where',
      capability: 'reconcile.apply',
      query: queueFilterQuerySchema,
      response: queueCountsSchema,
    },
    ({ db, query }) => createImportsService(db).countQueue(query),
  ),
});
