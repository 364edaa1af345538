import { route, routes } from '@/lib/server/http/route';
import { createReconciliationService } from '@/services/reconciliation';
import { applyPreviewSchema, queueFilterQuerySchema } from '@/services/reconciliation/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'What applying all that match a filter would do',
      capability: 'reconcile.apply',
      query: queueFilterQuerySchema,
      terms: ['search'],
      response: applyPreviewSchema,
    },
    ({ db, query }) => createReconciliationService(db).previewApply(query),
  ),
});
