import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createImportsService } from '@/services/imports';
import { importRowPageSchema, importRowQuerySchema } from '@/services/imports/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Rows of an import in the order of the file, with what is wrong in each',
      capability: 'audit.read',
      params: idParamsSchema,
      query: importRowQuerySchema,
      response: importRowPageSchema,
      errors: ['IMPORT_NOT_FOUND'],
    },
    ({ db, params, query }) => createImportsService(db).listImportRows(params.id, query),
  ),
});
