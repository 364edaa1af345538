import { route, routes } from '@/lib/server/http/route';
import { createHouseService } from '@/services/house';
import { gameParamsSchema, gameResultSchema, setGameRateInputSchema } from '@/services/house/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'House edge and pace of a game, from a gaming day on',
      capability: 'house.write',
      isIdempotent: true,
      params: gameParamsSchema,
      body: setGameRateInputSchema,
      response: gameResultSchema,
      errors: ['GAME_NOT_FOUND'],
    },
    ({ db, params, body, idempotencyKey }) => createHouseService(db).setGameRate(params.id, body, idempotencyKey),
  ),
});
