import { route, routes } from '@/lib/server/http/route';
import { createLensService } from '@/services/lens';
import { lensCountQuerySchema, lensCountSchema } from '@/services/lens/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'How much stands out in the last fifteen gaming days that nobody has looked into',
      capability: 'ctr.manage',
      query: lensCountQuerySchema,
      response: lensCountSchema,
    },
    ({ db, query }) => createLensService(db).countFindings(query.lens),
  ),
});
