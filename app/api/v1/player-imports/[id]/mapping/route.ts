import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createImportsService } from '@/services/imports';
import { importMappingSchema, playerImportResultSchema } from '@/services/imports/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Say how the columns are read; the rows are read anew',
      capability: 'import.manage',
      isIdempotent: true,
      params: idParamsSchema,
      body: importMappingSchema,
      response: playerImportResultSchema,
      errors: ['IMPORT_NOT_FOUND', 'IMPORT_NOT_READY', 'IMPORT_IN_USE', 'UNKNOWN_TIER'],
    },
    ({ db, params, body, idempotencyKey }) => createImportsService(db).mapImport(params.id, body, idempotencyKey),
  ),
});
