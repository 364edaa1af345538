import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createReconciliationService } from '@/services/reconciliation';
import { reconciliationResultSchema, revertInputSchema } from '@/services/reconciliation/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Take back what was applied from one row',
      capability: 'reconcile.revert',
      isIdempotent: true,
      params: idParamsSchema,
      body: revertInputSchema,
      response: reconciliationResultSchema,
      errors: ['RECONCILIATION_NOT_FOUND', 'ALREADY_RECONCILED', 'TIER_CHANGED_SINCE', 'UNKNOWN_TIER', 'NOTE_REQUIRED'],
    },
    ({ db, params, body, idempotencyKey }) => createReconciliationService(db).revert(params.id, body, idempotencyKey),
  ),
});
