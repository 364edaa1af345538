import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createFloorService } from '@/services/floor';
import { closedSlipResultSchema, closeSlipInputSchema } from '@/services/floor/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'End a slip, now or where play ended; the answer carries its theo',
      capability: 'slip.manage',
      isIdempotent: true,
      params: idParamsSchema,
      body: closeSlipInputSchema,
      response: closedSlipResultSchema,
      errors: ['SLIP_NOT_FOUND', 'SLIP_CLOSED'],
    },
    ({ db, params, body, idempotencyKey }) => createFloorService(db).closeSlip(params.id, body, idempotencyKey),
  ),
});
