import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createFloorService } from '@/services/floor';
import { playerProfileResultSchema, playerProfileSchema, savePlayerProfileInputSchema } from '@/services/floor/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Who looks after a player, and what the player prefers',
      capability: 'player.care',
      params: idParamsSchema,
      response: playerProfileSchema,
      errors: ['PLAYER_NOT_FOUND'],
    },
    ({ db, params }) => createFloorService(db).getPlayerProfile(params.id),
  ),
  PUT: route(
    {
      summary: 'Save who looks after a player, and what the player prefers',
      capability: 'player.care',
      isIdempotent: true,
      params: idParamsSchema,
      body: savePlayerProfileInputSchema,
      response: playerProfileResultSchema,
      errors: ['PLAYER_NOT_FOUND', 'HOST_NOT_FOUND', 'PLAYER_PROFILE_CHANGED'],
    },
    ({ db, params, body, idempotencyKey }) => createFloorService(db).savePlayerProfile(params.id, body, idempotencyKey),
  ),
});
