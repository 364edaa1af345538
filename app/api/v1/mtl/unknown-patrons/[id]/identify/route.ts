import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createMtlService } from '@/services/mtl';
import { identifyPatronInputSchema, identifyPatronResultSchema } from '@/services/mtl/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Say who an unknown patron turned out to be; totals and cases follow',
      capability: 'mtl.write',
      isIdempotent: true,
      params: idParamsSchema,
      body: identifyPatronInputSchema,
      response: identifyPatronResultSchema,
      errors: ['UNKNOWN_PATRON_NOT_FOUND', 'PLAYER_NOT_FOUND', 'UNKNOWN_PATRON_IDENTIFIED'],
    },
    ({ db, params, body, idempotencyKey }) => createMtlService(db).identifyPatron(params.id, body, idempotencyKey),
  ),
});
