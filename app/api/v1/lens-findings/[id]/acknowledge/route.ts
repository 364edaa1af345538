import { route, routes } from '@/lib/server/http/route';
import { createLensService } from '@/services/lens';
import { acknowledgeFindingInputSchema, acknowledgeFindingResultSchema, lensParamsSchema } from '@/services/lens/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Say that somebody looked into what stands out; it comes back with new rows',
      capability: 'ctr.manage',
      isIdempotent: true,
      params: lensParamsSchema,
      body: acknowledgeFindingInputSchema,
      response: acknowledgeFindingResultSchema,
      errors: ['LENS_FINDING_NOT_FOUND', 'LENS_FINDING_OWN', 'LENS_FINDING_ACKNOWLEDGED'],
    },
    ({ db, params, body, idempotencyKey }) => createLensService(db).acknowledgeFinding(params.id, body, idempotencyKey),
  ),
});
