import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createFloorService } from '@/services/floor';
import { seatingSchema } from '@/services/floor/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Whether seating a player is held, and, for who may read exclusions, why',
      capability: 'slip.manage',
      params: idParamsSchema,
      response: seatingSchema,
      errors: ['PLAYER_NOT_FOUND'],
    },
    ({ db, params }) => createFloorService(db).getSeating(params.id),
  ),
});
