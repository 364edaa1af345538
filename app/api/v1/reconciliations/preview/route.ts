import { route, routes } from '@/lib/server/http/route';
import { createImportsService } from '@/services/imports';
import { applyPreviewSchema, queueFilterQuerySchema } from '@/services/imports/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'What applying all that match a filter would do',
      capability: 'reconcile.apply',
      query: queueFilterQuerySchema,
      response: applyPreviewSchema,
    },
    ({ db, query }) => createImportsService(db).previewApply(query),
  ),
});
