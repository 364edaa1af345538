import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createReconciliationService } from '@/services/reconciliation';
import { reconciliationRunSchema } from '@/services/reconciliation/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'One run, and how far it is',
      capability: 'audit.read',
      params: idParamsSchema,
      response: reconciliationRunSchema,
      errors: ['RUN_NOT_FOUND'],
    },
    ({ db, params }) => createReconciliationService(db).getRun(params.id),
  ),
});
