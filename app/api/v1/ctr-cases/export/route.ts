import { z } from 'zod';
import { answerFile } from '@/lib/server/http/answer';
import { route, routes } from '@/lib/server/http/route';
import { createCtrService } from '@/services/ctr';
import { exportCtrCasesInputSchema } from '@/services/ctr/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'A batch of FinCEN Report 112 of some cases, or of all that are filed and have not gone out',
      capability: 'ctr.manage',
      isIdempotent: true,
      body: exportCtrCasesInputSchema,
      response: z.string(),
      download: 'application/xml',
      errors: [
        'CTR_CASE_NOT_FOUND',
        'CTR_CASE_NOT_READY',
        'CTR_CASE_CLOSED',
        'CTR_ACKNOWLEDGEMENT_AWAITED',
        'CTR_NOTHING_TO_EXPORT',
      ],
    },
    async ({ db, body, idempotencyKey }) => {
      const service = createCtrService(db);
      const { batchId, isExisting } = await service.exportCases(body, idempotencyKey);
      return answerFile('application/xml', `ctr-${batchId}.xml`, service.batchFile(batchId), isExisting);
    },
  ),
});
