import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createImportsService } from '@/services/imports';
import { reconciliationRunSchema } from '@/services/imports/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'One run, and how far it is',
      capability: 'reconcile.apply',
      params: idParamsSchema,
      response: reconciliationRunSchema,
      errors: ['RUN_NOT_FOUND'],
    },
    ({ db, params }) => createImportsService(db).getRun(params.id),
  ),
});
