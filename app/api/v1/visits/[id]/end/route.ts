import { route, routes } from '@/lib/server/http/route';
import { emptyBodySchema, idParamsSchema } from '@/lib/shared/schemas';
import { createFloorService } from '@/services/floor';
import { visitResultSchema } from '@/services/floor/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Check a player out',
      capability: 'slip.manage',
      isIdempotent: true,
      params: idParamsSchema,
      body: emptyBodySchema,
      response: visitResultSchema,
      errors: ['VISIT_NOT_FOUND', 'VISIT_ENDED', 'VISIT_HAS_LIVE_SLIP'],
    },
    ({ db, params, idempotencyKey }) => createFloorService(db).endVisit(params.id, idempotencyKey),
  ),
});
