import { route, routes } from '@/lib/server/http/route';
import { emptyBodySchema, idParamsSchema } from '@/lib/shared/schemas';
import { createFloorService } from '@/services/floor';
import { slipResultSchema } from '@/services/floor/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Stop the clock of a running slip',
      capability: 'slip.manage',
      isIdempotent: true,
      params: idParamsSchema,
      body: emptyBodySchema,
      response: slipResultSchema,
      errors: ['SLIP_NOT_FOUND', 'SLIP_CLOSED', 'SLIP_NOT_OPEN'],
    },
    ({ db, params, idempotencyKey }) => createFloorService(db).pauseSlip(params.id, idempotencyKey),
  ),
});
