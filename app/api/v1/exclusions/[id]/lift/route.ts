import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createExclusionsService } from '@/services/exclusions';
import { exclusionResultSchema, liftExclusionInputSchema } from '@/services/exclusions/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'End an exclusion now, with a reason; it stays on record',
      capability: 'exclusion.write',
      isIdempotent: true,
      params: idParamsSchema,
      body: liftExclusionInputSchema,
      response: exclusionResultSchema,
      errors: ['EXCLUSION_NOT_FOUND'],
    },
    ({ db, params, body, idempotencyKey }) =>
      createExclusionsService(db).liftExclusion(params.id, body, idempotencyKey),
  ),
});
