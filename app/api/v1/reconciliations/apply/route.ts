import { route, routes } from '@/lib/server/http/route';
import { createImportsService } from '@/services/imports';
import { applyInputSchema, runOutcomeSchema } from '@/services/imports/dtos';

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
    ({ db, body, idempotencyKey }) => createImportsService(db).apply(body, idempotencyKey),
  ),
});
