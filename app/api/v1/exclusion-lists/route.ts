import { route, routes } from '@/lib/server/http/route';
import { XLSX_TYPE } from '@/lib/shared/csv-form';
import { pageQuerySchema } from '@/lib/shared/schemas';
import { createExclusionsService } from '@/services/exclusions';
import {
  exclusionListPageSchema,
  exclusionListQuerySchema,
  exclusionListResultSchema,
} from '@/services/exclusions/dtos';

/** A long list takes a while: its rows are compared before the answer. */
export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Lists of excluded people that were compared with the players, newest first',
      capability: 'exclusion.read',
      query: pageQuerySchema,
      response: exclusionListPageSchema,
    },
    ({ db, query }) => createExclusionsService(db).listLists(query),
  ),
  POST: route(
    {
      summary: 'Send a list of excluded people (CSV or .xlsx, at most 100 MiB): who is a player here is proposed',
      capability: 'exclusion.write',
      isIdempotent: true,
      query: exclusionListQuerySchema,
      upload: ['text/csv', XLSX_TYPE],
      response: exclusionListResultSchema,
      errors: ['UPLOAD_INTERRUPTED', 'FILE_EMPTY', 'FILE_NOT_CSV', 'CSV_UNREADABLE', 'LIST_COLUMNS_MISSING'],
    },
    ({ db, upload, query, idempotencyKey }) => createExclusionsService(db).uploadList(upload, query, idempotencyKey),
  ),
});
