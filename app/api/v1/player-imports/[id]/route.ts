import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createImportsService } from '@/services/imports';
import { playerImportDetailSchema } from '@/services/imports/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'One import: how far it is, its counts and its mapping',
      capability: 'audit.read',
      params: idParamsSchema,
      response: playerImportDetailSchema,
      errors: ['IMPORT_NOT_FOUND'],
    },
    ({ db, params }) => createImportsService(db).getImport(params.id),
  ),
});
