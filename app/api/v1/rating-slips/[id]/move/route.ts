import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createFloorService } from '@/services/floor';
import { moveSlipInputSchema, slipResultSchema } from '@/services/floor/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Move a live slip to another seat or table',
      capability: 'slip.manage',
      isIdempotent: true,
      params: idParamsSchema,
      body: moveSlipInputSchema,
      response: slipResultSchema,
      errors: [
        'SLIP_NOT_FOUND',
        'SLIP_CLOSED',
        'BET_ABOVE_MAXIMUM',
        'TABLE_NOT_FOUND',
        'TABLE_NOT_OPEN',
        'SEAT_TAKEN',
        'PLAYER_NOT_TO_BE_SEATED',
        'PLAYER_ALREADY_AT_TABLE',
      ],
    },
    ({ db, params, body, idempotencyKey }) => createFloorService(db).moveSlip(params.id, body, idempotencyKey),
  ),
});
