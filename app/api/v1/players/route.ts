import { route, routes } from '@/lib/server/http/route';
import { createFloorService } from '@/services/floor';
import {
  createPlayerInputSchema,
  playerPageSchema,
  playerResultSchema,
  playerSearchQuerySchema,
} from '@/services/floor/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'List players, or search them by name or loyalty id',
      capability: 'floor.read',
      query: playerSearchQuerySchema,
      terms: ['q'],
      response: playerPageSchema,
      errors: ['UNKNOWN_TIER'],
    },
    ({ db, query }) => createFloorService(db).searchPlayers(query),
  ),
  POST: route(
    {
      summary: 'Enrol a player',
      capability: 'slip.manage',
      isIdempotent: true,
      body: createPlayerInputSchema,
      response: playerResultSchema,
      errors: ['LOYALTY_ID_TAKEN', 'PLAYER_LIKELY_EXISTS', 'NO_TIERS'],
    },
    ({ db, body, idempotencyKey }) => createFloorService(db).createPlayer(body, idempotencyKey),
  ),
});
