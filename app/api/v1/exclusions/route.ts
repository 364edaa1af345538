import { route, routes } from '@/lib/server/http/route';
import { createExclusionsService } from '@/services/exclusions';
import {
  exclusionPageSchema,
  exclusionQuerySchema,
  exclusionResultSchema,
  setExclusionInputSchema,
} from '@/services/exclusions/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Exclusions, newest first, by player, kind, whether in force and whether their player was met',
      capability: 'exclusion.read',
      query: exclusionQuerySchema,
      response: exclusionPageSchema,
      errors: ['PLAYER_NOT_FOUND'],
    },
    ({ db, query }) => createExclusionsService(db).listExclusions(query),
  ),
  POST: route(
    {
      summary: 'Put an exclusion on a player: nothing is given to them, and nobody seats them',
      capability: 'exclusion.write',
      isIdempotent: true,
      body: setExclusionInputSchema,
      response: exclusionResultSchema,
      errors: ['PLAYER_NOT_FOUND'],
    },
    ({ db, body, idempotencyKey }) => createExclusionsService(db).setExclusion(body, idempotencyKey),
  ),
});
