import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createFloorService } from '@/services/floor';
import { resumeSlipInputSchema, slipResultSchema } from '@/services/floor/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Start the clock of a paused slip again',
      capability: 'slip.manage',
      isIdempotent: true,
      params: idParamsSchema,
      body: resumeSlipInputSchema,
      response: slipResultSchema,
      errors: ['SLIP_NOT_FOUND', 'SLIP_CLOSED', 'SLIP_NOT_PAUSED', 'PLAYER_NOT_TO_BE_SEATED'],
    },
    ({ db, params, body, idempotencyKey }) => createFloorService(db).resumeSlip(params.id, body, idempotencyKey),
  ),
});
