import { route, routes } from '@/lib/server/http/route';
import { pageQuerySchema } from '@/lib/shared/schemas';
import { createCtrService } from '@/services/ctr';
import { ctrBatchPageSchema } from '@/services/ctr/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Batches of currency transaction reports, newest first',
      capability: 'ctr.manage',
      query: pageQuerySchema,
      response: ctrBatchPageSchema,
    },
    ({ db, query }) => createCtrService(db).listBatches(query),
  ),
});
