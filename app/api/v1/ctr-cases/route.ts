import { route, routes } from '@/lib/server/http/route';
import { createCtrService } from '@/services/ctr';
import { ctrCasePageSchema, ctrCaseQuerySchema } from '@/services/ctr/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Cases that are due a currency transaction report, newest first',
      capability: 'mtl.read',
      query: ctrCaseQuerySchema,
      response: ctrCasePageSchema,
    },
    ({ db, query }) => createCtrService(db).listCases(query),
  ),
});
