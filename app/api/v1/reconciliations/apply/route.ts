import { route, routes } from '@/lib/server/http/route';
import { createReconciliationService } from '@/services/reconciliation';
import { applyInputSchema, runOutcomeSchema } from '@/services/reconciliation/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Apply selected rows, or all that match a filter; upgrades only',
      capability: 'reconcile.apply',
      isIdempotent: true,
      body: applyInputSchema,
      response: runOutcomeSchema,
      errors: ['IMPORT_ROW_NOT_FOUND'],
    },
    ({ db, body, idempotencyKey }) => createReconciliationService(db).apply(body, idempotencyKey),
  ),
});
