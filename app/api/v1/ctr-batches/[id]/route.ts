import { z } from 'zod';
import { answerFile } from '@/lib/server/http/answer';
import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createCtrService } from '@/services/ctr';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'The file of a batch, as it was when it was made',
      capability: 'ctr.manage',
      params: idParamsSchema,
      response: z.string(),
      download: 'application/xml',
      errors: ['CTR_BATCH_NOT_FOUND'],
    },
    ({ db, params }) =>
      answerFile('application/xml', `ctr-${params.id}.xml`, createCtrService(db).batchFile(params.id)),
  ),
});
