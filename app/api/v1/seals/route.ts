import { route, routes } from '@/lib/server/http/route';
import { createSealsService } from '@/services/seals';
import { sealListSchema, sealsQuerySchema } from '@/services/seals/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Seals of closed gaming days, newest first',
      capability: 'audit.read',
      query: sealsQuerySchema,
      response: sealListSchema,
    },
    ({ db, query }) => createSealsService(db).listSeals(query),
  ),
});
