import { route, routes } from '@/lib/server/http/route';
import { emptyBodySchema, idParamsSchema } from '@/lib/shared/schemas';
import { createFloorService } from '@/services/floor';
import { closedSlipResultSchema } from '@/services/floor/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'End a slip; the answer carries its theo',
      capability: 'slip.manage',
      isIdempotent: true,
      params: idParamsSchema,
      body: emptyBodySchema,
      response: closedSlipResultSchema,
      errors: ['SLIP_NOT_FOUND', 'SLIP_CLOSED'],
    },
    ({ db, params, idempotencyKey }) => createFloorService(db).closeSlip(params.id, idempotencyKey),
  ),
});
