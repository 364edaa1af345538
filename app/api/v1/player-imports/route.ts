import { route, routes } from '@/lib/server/http/route';
import { XLSX_TYPE } from '@/lib/shared/csv-form';
import { pageQuerySchema } from '@/lib/shared/schemas';
import { createImportsService } from '@/services/imports';
import { playerImportPageSchema, playerImportResultSchema, uploadQuerySchema } from '@/services/imports/dtos';

/** A long file takes a while: its rows are staged before the answer. */
export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Imports of legacy players, newest first',
      capability: 'audit.read',
      query: pageQuerySchema,
      response: playerImportPageSchema,
    },
    ({ db, query }) => createImportsService(db).listImports(query),
  ),
  POST: route(
    {
      summary: 'Send a CSV file or an .xlsx workbook of at most 100 MiB, to be staged row by row; nothing is applied',
      capability: 'import.manage',
      isIdempotent: true,
      query: uploadQuerySchema,
      upload: ['text/csv', XLSX_TYPE],
      response: playerImportResultSchema,
      errors: [
        'UPLOAD_INTERRUPTED',
        'FILE_EMPTY',
        'FILE_NOT_CSV',
        'CSV_UNREADABLE',
        'IMPORT_EXISTS',
        'IMPORT_NOT_READY',
      ],
    },
    ({ db, upload, query, idempotencyKey }) => createImportsService(db).upload(upload, query, idempotencyKey),
  ),
});
