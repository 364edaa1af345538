import { route, routes } from '@/lib/server/http/route';
import { emptyBodySchema, idParamsSchema } from '@/lib/shared/schemas';
import { createReconciliationService } from '@/services/reconciliation';
import { runResultSchema } from '@/services/reconciliation/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Stop a run after the rows it is at; what is done stays done',
      capability: 'reconcile.apply',
      isIdempotent: true,
      params: idParamsSchema,
      body: emptyBodySchema,
      response: runResultSchema,
      errors: ['RUN_NOT_FOUND'],
    },
    ({ db, params, idempotencyKey }) => createReconciliationService(db).stopRun(params.id, idempotencyKey),
  ),
});
