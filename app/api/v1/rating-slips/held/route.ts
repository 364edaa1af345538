import { route, routes } from '@/lib/server/http/route';
import { pageQuerySchema } from '@/lib/shared/schemas';
import { createFloorService } from '@/services/floor';
import { dueSlipPageSchema } from '@/services/floor/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Slips that the house closed and nobody has settled, newest first',
      capability: 'floor.read',
      query: pageQuerySchema,
      response: dueSlipPageSchema,
    },
    ({ db, query }) => createFloorService(db).listHeldSlips(query.cursor, query.limit),
  ),
});
