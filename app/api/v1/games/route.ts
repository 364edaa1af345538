import { route, routes } from '@/lib/server/http/route';
import { createHouseService } from '@/services/house';
import { createGameInputSchema, gameResultSchema } from '@/services/house/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'A game that the casino deals from today on',
      capability: 'house.write',
      isIdempotent: true,
      body: createGameInputSchema,
      response: gameResultSchema,
      errors: ['GAME_EXISTS'],
    },
    ({ db, body, idempotencyKey }) => createHouseService(db).createGame(body, idempotencyKey),
  ),
});
