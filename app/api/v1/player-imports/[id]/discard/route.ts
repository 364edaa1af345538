import { route, routes } from '@/lib/server/http/route';
import { emptyBodySchema, idParamsSchema } from '@/lib/shared/schemas';
import { createImportsService } from '@/services/imports';
import { playerImportResultSchema } from '@/services/imports/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Stop an import that is being staged, or take one away that nothing was reconciled of',
      capability: 'import.manage',
      isIdempotent: true,
      params: idParamsSchema,
      body: emptyBodySchema,
      response: playerImportResultSchema,
      errors: ['IMPORT_NOT_FOUND', 'IMPORT_NOT_READY', 'IMPORT_IN_USE'],
    },
    ({ db, params, idempotencyKey }) => createImportsService(db).discardImport(params.id, idempotencyKey),
  ),
});
