import { route, routes } from '@/lib/server/http/route';
import { createMtlService } from '@/services/mtl';
import { mtlSummaryQuerySchema, mtlSummarySchema } from '@/services/mtl/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'A gaming day’s cash by patron, area and kind',
      capability: 'mtl.read',
      query: mtlSummaryQuerySchema,
      response: mtlSummarySchema,
    },
    ({ db, query }) => createMtlService(db).getSummary(query),
  ),
});
