import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createFloorService } from '@/services/floor';
import { reopenSlipInputSchema, slipResultSchema } from '@/services/floor/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Bring back a slip that was closed by mistake within the last ten minutes, paused since play ended',
      capability: 'slip.manage',
      isIdempotent: true,
      params: idParamsSchema,
      body: reopenSlipInputSchema,
      response: slipResultSchema,
      errors: [
        'SLIP_NOT_FOUND',
        'SLIP_NOT_CLOSED',
        'SLIP_NOT_REOPENED',
        'TABLE_NOT_OPEN',
        'SEAT_TAKEN',
        'PLAYER_ALREADY_AT_TABLE',
        'PLAYER_NOT_TO_BE_SEATED',
        'NOTE_REQUIRED',
      ],
    },
    ({ db, params, body, idempotencyKey }) => createFloorService(db).reopenSlip(params.id, body, idempotencyKey),
  ),
});
