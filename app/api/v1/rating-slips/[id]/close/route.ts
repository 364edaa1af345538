import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createFloorService } from '@/services/floor';
import { closedSlipResultSchema, closePreviewSchema, closeSlipInputSchema } from '@/services/floor/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'What ending a slip would come to, now or where play ended',
      capability: 'slip.manage',
      params: idParamsSchema,
      query: closeSlipInputSchema,
      response: closePreviewSchema,
      errors: ['SLIP_NOT_FOUND', 'SLIP_CLOSED'],
    },
    ({ db, params, query }) => createFloorService(db).previewClose(params.id, query.endedAt),
  ),
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
