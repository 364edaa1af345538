import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createPermissionsService } from '@/services/permissions';
import { approvalResultSchema, refuseApprovalInputSchema } from '@/services/permissions/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Say no to what somebody else asked for, with the reason',
      capability: 'permission.approve',
      isIdempotent: true,
      params: idParamsSchema,
      body: refuseApprovalInputSchema,
      response: approvalResultSchema,
      errors: ['APPROVAL_NOT_FOUND', 'APPROVAL_NOT_PENDING', 'OWN_REQUEST', 'OWN_RIGHTS', 'OWN_LINK'],
    },
    ({ db, params, body, idempotencyKey }) => createPermissionsService(db).refuse(params.id, body, idempotencyKey),
  ),
});
