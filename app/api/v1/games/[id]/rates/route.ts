import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createHouseService } from '@/services/house';
import { gameResultSchema, setGameRateInputSchema } from '@/services/house/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'House edge and pace of a game, from a gaming day on',
      capability: 'house.write',
      isIdempotent: true,
      params: idParamsSchema,
      body: setGameRateInputSchema,
      response: gameResultSchema,
      errors: ['GAME_NOT_FOUND'],
    },
    ({ db, params, body, idempotencyKey }) => createHouseService(db).setGameRate(params.id, body, idempotencyKey),
  ),
});
