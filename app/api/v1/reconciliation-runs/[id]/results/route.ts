import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema, pageQuerySchema } from '@/lib/shared/schemas';
import { createImportsService } from '@/services/imports';
import { runResultPageSchema } from '@/services/imports/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'What a run did with each row, in the order it did them',
      capability: 'reconcile.apply',
      params: idParamsSchema,
      query: pageQuerySchema,
      response: runResultPageSchema,
      errors: ['RUN_NOT_FOUND'],
    },
    ({ db, params, query }) => createImportsService(db).listRunResults(params.id, query),
  ),
});
