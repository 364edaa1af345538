import { route, routes } from '@/lib/server/http/route';
import { createExclusionsService } from '@/services/exclusions';
import { exclusionHitPageSchema, exclusionHitQuerySchema } from '@/services/exclusions/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Whenever an excluded player was to be given something or seated, newest first',
      capability: 'exclusion.read',
      query: exclusionHitQuerySchema,
      response: exclusionHitPageSchema,
      errors: ['PLAYER_NOT_FOUND'],
    },
    ({ db, query }) => createExclusionsService(db).listHits(query),
  ),
});
