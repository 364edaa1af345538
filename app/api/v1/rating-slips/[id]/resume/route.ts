import { route, routes } from '@/lib/server/http/route';
import { emptyBodySchema, idParamsSchema } from '@/lib/shared/schemas';
import { createFloorService } from '@/services/floor';
import { slipResultSchema } from '@/services/floor/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Start the clock of a paused slip again',
      capability: 'slip.manage',
      isIdempotent: true,
      params: idParamsSchema,
      body: emptyBodySchema,
      response: slipResultSchema,
      errors: ['SLIP_NOT_FOUND', 'SLIP_CLOSED', 'SLIP_NOT_PAUSED'],
    },
    ({ db, params, idempotencyKey }) => createFloorService(db).resumeSlip(params.id, idempotencyKey),
  ),
});
