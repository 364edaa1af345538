import { route, routes } from '@/lib/server/http/route';
import { createFloorService } from '@/services/floor';
import { hostListSchema } from '@/services/floor/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Who may be a player’s host: the active staff, by name',
      capability: 'player.care',
      response: hostListSchema,
      errors: [],
    },
    ({ db }) => createFloorService(db).listHosts(),
  ),
});
