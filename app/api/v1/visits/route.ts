import { route, routes } from '@/lib/server/http/route';
import { createFloorService } from '@/services/floor';
import { startVisitInputSchema, visitResultSchema } from '@/services/floor/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Check a player in',
      capability: 'slip.manage',
      isIdempotent: true,
      body: startVisitInputSchema,
      response: visitResultSchema,
      errors: ['PLAYER_NOT_FOUND', 'PLAYER_NOT_TO_BE_SEATED', 'VISIT_ALREADY_OPEN'],
    },
    ({ db, body, idempotencyKey }) => createFloorService(db).startVisit(body, idempotencyKey),
  ),
});
