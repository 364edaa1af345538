import { route, routes } from '@/lib/server/http/route';
import { pageQuerySchema } from '@/lib/shared/schemas';
import { createReconciliationService } from '@/services/reconciliation';
import { runPageSchema } from '@/services/reconciliation/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Runs that applied or reverted, newest first',
      capability: 'audit.read',
      query: pageQuerySchema,
      response: runPageSchema,
    },
    ({ db, query }) => createReconciliationService(db).listRuns(query),
  ),
});
