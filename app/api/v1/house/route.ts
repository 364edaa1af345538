import { route, routes } from '@/lib/server/http/route';
import { createHouseService } from '@/services/house';
import { houseSchema } from '@/services/house/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    { summary: 'How the floor is set up: pits, tables, games', capability: 'floor.read', response: houseSchema },
    ({ db }) => createHouseService(db).getHouse(),
  ),
});
