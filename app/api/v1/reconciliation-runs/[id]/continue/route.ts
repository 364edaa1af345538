import { route, routes } from '@/lib/server/http/route';
import { emptyBodySchema, idParamsSchema } from '@/lib/shared/schemas';
import { createReconciliationService } from '@/services/reconciliation';
import { runOutcomeSchema } from '@/services/reconciliation/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Go on with a run that was interrupted',
      capability: 'reconcile.apply',
      isIdempotent: true,
      params: idParamsSchema,
      body: emptyBodySchema,
      response: runOutcomeSchema,
      errors: ['RUN_NOT_FOUND'],
    },
    ({ db, params, idempotencyKey }) => createReconciliationService(db).continueRun(params.id, idempotencyKey),
  ),
});
