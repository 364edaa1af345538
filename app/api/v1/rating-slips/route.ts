import { route, routes } from '@/lib/server/http/route';
import { createFloorService } from '@/services/floor';
import { openSlipInputSchema, slipResultSchema } from '@/services/floor/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Seat a player: open a slip on a visit, or for a player, who is then checked in when needed',
      capability: 'slip.manage',
      isIdempotent: true,
      body: openSlipInputSchema,
      response: slipResultSchema,
      errors: [
        'TABLE_NOT_FOUND',
        'TABLE_NOT_OPEN',
        'VISIT_NOT_FOUND',
        'VISIT_ENDED',
        'PLAYER_NOT_FOUND',
        'SEAT_TAKEN',
        'BET_ABOVE_MAXIMUM',
        'PLAYER_NOT_TO_BE_SEATED',
        'PLAYER_ALREADY_AT_TABLE',
      ],
    },
    ({ db, body, idempotencyKey }) => createFloorService(db).openSlip(body, idempotencyKey),
  ),
});
