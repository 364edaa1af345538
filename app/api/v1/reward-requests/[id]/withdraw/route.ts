import { route, routes } from '@/lib/server/http/route';
import { emptyBodySchema, idParamsSchema } from '@/lib/shared/schemas';
import { createAuthorityService } from '@/services/authority';
import { rewardRequestResultSchema } from '@/services/authority/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Take back a request for a reward of one’s own',
      capability: 'floor.read',
      isIdempotent: true,
      params: idParamsSchema,
      body: emptyBodySchema,
      response: rewardRequestResultSchema,
      errors: ['APPROVAL_NOT_FOUND', 'APPROVAL_NOT_PENDING', 'NOT_YOUR_REQUEST'],
    },
    ({ db, params, idempotencyKey }) => createAuthorityService(db).withdrawRequest(params.id, idempotencyKey),
  ),
});
