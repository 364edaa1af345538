import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createCtrService } from '@/services/ctr';
import { ctrCaseResultSchema, fileCtrCaseInputSchema } from '@/services/ctr/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'File a case that is ready, or the amendment of one that has changed; its report stays as it is now',
      capability: 'ctr.manage',
      isIdempotent: true,
      params: idParamsSchema,
      body: fileCtrCaseInputSchema,
      response: ctrCaseResultSchema,
      errors: ['CTR_CASE_NOT_FOUND', 'CTR_CASE_NOT_READY', 'CTR_CASE_CLOSED', 'CTR_ACKNOWLEDGEMENT_AWAITED'],
    },
    ({ db, params, body, idempotencyKey }) => createCtrService(db).fileCase(params.id, body, idempotencyKey),
  ),
});
