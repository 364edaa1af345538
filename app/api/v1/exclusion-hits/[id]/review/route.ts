import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createExclusionsService } from '@/services/exclusions';
import { reviewHitInputSchema, reviewHitResultSchema } from '@/services/exclusions/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Say that somebody looked into a hit, once',
      capability: 'exclusion.write',
      isIdempotent: true,
      params: idParamsSchema,
      body: reviewHitInputSchema,
      response: reviewHitResultSchema,
      errors: ['EXCLUSION_HIT_NOT_FOUND', 'EXCLUSION_HIT_REVIEWED'],
    },
    ({ db, params, body, idempotencyKey }) => createExclusionsService(db).reviewHit(params.id, body, idempotencyKey),
  ),
});
