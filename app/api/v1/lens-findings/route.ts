import { route, routes } from '@/lib/server/http/route';
import { createLensService } from '@/services/lens';
import { lensFindingsSchema, lensQuerySchema } from '@/services/lens/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'What stands out in the cash log or in what staff do, most unusual first',
      capability: 'ctr.manage',
      query: lensQuerySchema,
      response: lensFindingsSchema,
    },
    ({ db, query }) => createLensService(db).listFindings(query),
  ),
});
