import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema, pageQuerySchema } from '@/lib/shared/schemas';
import { createReconciliationService } from '@/services/reconciliation';
import { runResultPageSchema } from '@/services/reconciliation/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'What a run did with each row, in the order it did them',
      capability: 'audit.read',
      params: idParamsSchema,
      query: pageQuerySchema,
      response: runResultPageSchema,
      errors: ['RUN_NOT_FOUND'],
    },
    ({ db, params, query }) => createReconciliationService(db).listRunResults(params.id, query),
  ),
});
