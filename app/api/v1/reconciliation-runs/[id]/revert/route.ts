import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createImportsService } from '@/services/imports';
import { revertInputSchema, runOutcomeSchema } from '@/services/imports/dtos';

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
    ({ db, params, body, idempotencyKey }) => createImportsService(db).revertRun(params.id, body, idempotencyKey),
  ),
});
