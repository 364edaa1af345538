import { route, routes } from '@/lib/server/http/route';
import { createCtrService } from '@/services/ctr';
import { acknowledgementQuerySchema, ctrBatchResultSchema } from '@/services/ctr/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Read FinCEN’s acknowledgement of a batch onto its cases',
      capability: 'ctr.manage',
      isIdempotent: true,
      query: acknowledgementQuerySchema,
      upload: ['application/xml', 'text/xml'],
      response: ctrBatchResultSchema,
      errors: ['CTR_ACKNOWLEDGEMENT_UNREADABLE', 'CTR_BATCH_NOT_FOUND', 'CTR_BATCH_ACKNOWLEDGED'],
    },
    ({ db, upload, query, idempotencyKey }) => createCtrService(db).acknowledge(upload, query, idempotencyKey),
  ),
});
