import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createFloorService } from '@/services/floor';
import { slipDetailSchema, slipResultSchema, updateAverageBetInputSchema } from '@/services/floor/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'A rating slip with its stretches; seconds and theo hold at asOf',
      capability: 'floor.read',
      params: idParamsSchema,
      response: slipDetailSchema,
      errors: ['SLIP_NOT_FOUND'],
    },
    ({ db, params }) => createFloorService(db).getSlip(params.id),
  ),
  PATCH: route(
    {
      summary: 'Set the average bet of a live slip from now on, or correct the last one entered',
      capability: 'slip.manage',
      isIdempotent: true,
      params: idParamsSchema,
      body: updateAverageBetInputSchema,
      response: slipResultSchema,
      errors: ['SLIP_NOT_FOUND', 'SLIP_CLOSED', 'BET_ABOVE_MAXIMUM'],
    },
    ({ db, params, body, idempotencyKey }) => createFloorService(db).updateAverageBet(params.id, body, idempotencyKey),
  ),
});
