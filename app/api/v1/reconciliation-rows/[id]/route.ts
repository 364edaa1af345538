import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createReconciliationService } from '@/services/reconciliation';
import { reconciliationDetailSchema } from '@/services/reconciliation/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'One row of the queue: staged and canonical, where it came from, what was done with it',
      capability: 'audit.read',
      params: idParamsSchema,
      response: reconciliationDetailSchema,
      errors: ['IMPORT_ROW_NOT_FOUND'],
    },
    ({ db, params }) => createReconciliationService(db).getRow(params.id),
  ),
});
