import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createFloorService } from '@/services/floor';
import { correctPlayerInputSchema, playerResultSchema, playerSchema } from '@/services/floor/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'A player with standing and running visit',
      capability: 'floor.read',
      params: idParamsSchema,
      response: playerSchema,
      errors: ['PLAYER_NOT_FOUND'],
    },
    ({ db, params }) => createFloorService(db).getPlayer(params.id),
  ),
  PATCH: route(
    {
      summary: 'Correct a player’s name or birth date, with a reason',
      capability: 'slip.manage',
      isIdempotent: true,
      params: idParamsSchema,
      body: correctPlayerInputSchema,
      response: playerResultSchema,
      errors: ['PLAYER_NOT_FOUND', 'PLAYER_CHANGED', 'PLAYER_LIKELY_EXISTS'],
    },
    ({ db, params, body, idempotencyKey }) => createFloorService(db).correctPlayer(params.id, body, idempotencyKey),
  ),
});
