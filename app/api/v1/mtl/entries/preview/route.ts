import { route, routes } from '@/lib/server/http/route';
import { createMtlService } from '@/services/mtl';
import { mtlPreviewSchema, previewMtlEntryQuerySchema } from '@/services/mtl/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'What an entry would make of a patron’s gaming day. Writes nothing',
      capability: 'mtl.read',
      query: previewMtlEntryQuerySchema,
      response: mtlPreviewSchema,
      errors: ['PLAYER_NOT_FOUND', 'UNKNOWN_PATRON_NOT_FOUND'],
    },
    ({ db, query }) => createMtlService(db).previewEntry(query),
  ),
});
