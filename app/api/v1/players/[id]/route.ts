import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createFloorService } from '@/services/floor';
import { playerSchema } from '@/services/floor/dtos';

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
});
