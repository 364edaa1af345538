import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createReconciliationService } from '@/services/reconciliation';
import { revertInputSchema, runOutcomeSchema } from '@/services/reconciliation/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Take back all that a run applied',
      capability: 'reconcile.revert',
      isIdempotent: true,
      params: idParamsSchema,
      body: revertInputSchema,
      response: runOutcomeSchema,
      errors: ['RUN_NOT_FOUND', 'RUN_STILL_RUNNING', 'NOTE_REQUIRED'],
    },
    ({ db, params, body, idempotencyKey }) =>
      createReconciliationService(db).revertRun(params.id, body, idempotencyKey),
  ),
});
