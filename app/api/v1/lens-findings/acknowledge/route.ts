import { route, routes } from '@/lib/server/http/route';
import { createLensService } from '@/services/lens';
import { acknowledgeFindingsInputSchema, acknowledgeFindingsResultSchema } from '@/services/lens/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Say that somebody looked into several findings as they were shown, all in one step',
      capability: 'ctr.manage',
      isIdempotent: true,
      body: acknowledgeFindingsInputSchema,
      response: acknowledgeFindingsResultSchema,
      errors: ['LENS_FINDING_NOT_FOUND'],
    },
    ({ db, body, idempotencyKey }) => createLensService(db).acknowledgeFindings(body, idempotencyKey),
  ),
});
