import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema, pageQuerySchema } from '@/lib/shared/schemas';
import { createFloorService } from '@/services/floor';
import { playerVisitPageSchema } from '@/services/floor/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: "A player's visits, newest first, with what was played on each",
      capability: 'floor.read',
      params: idParamsSchema,
      query: pageQuerySchema,
      response: playerVisitPageSchema,
      errors: ['PLAYER_NOT_FOUND'],
    },
    ({ db, params, query }) => createFloorService(db).listPlayerVisits(params.id, query.cursor, query.limit),
  ),
});
