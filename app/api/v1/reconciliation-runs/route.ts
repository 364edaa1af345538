import { route, routes } from '@/lib/server/http/route';
import { pageQuerySchema } from '@/lib/shared/schemas';
import { createImportsService } from '@/services/imports';
import { runPageSchema } from '@/services/imports/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Runs that applied or reverted, newest first',
      capability: 'reconcile.apply',
      query: pageQuerySchema,
      response: runPageSchema,
    },
    ({ db, query }) => createImportsService(db).listRuns(query),
  ),
});
