import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createFloorService } from '@/services/floor';
import { recognitionSchema } from '@/services/floor/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Where else in the company a player is known, and with which tier',
      capability: 'floor.read',
      params: idParamsSchema,
      response: recognitionSchema,
      errors: ['PLAYER_NOT_FOUND'],
    },
    ({ db, params }) => createFloorService(db).getRecognition(params.id),
  ),
});
