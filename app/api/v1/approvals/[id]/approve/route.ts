import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createPermissionsService } from '@/services/permissions';
import { approvalResultSchema, approveInputSchema } from '@/services/permissions/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Do what somebody else asked for',
      capability: 'permission.approve',
      isIdempotent: true,
      params: idParamsSchema,
      body: approveInputSchema,
      response: approvalResultSchema,
      errors: [
        'APPROVAL_NOT_FOUND',
        'APPROVAL_NOT_PENDING',
        'OWN_REQUEST',
        'OWN_RIGHTS',
        'OWN_LINK',
        'DUTIES_NOT_SEPARATE',
        'LAST_ADMIN',
      ],
    },
    ({ db, params, body, idempotencyKey }) => createPermissionsService(db).approve(params.id, body, idempotencyKey),
  ),
});
