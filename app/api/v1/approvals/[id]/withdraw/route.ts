import { route, routes } from '@/lib/server/http/route';
import { emptyBodySchema, idParamsSchema } from '@/lib/shared/schemas';
import { createPermissionsService } from '@/services/permissions';
import { approvalResultSchema } from '@/services/permissions/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Take back what one asked for oneself',
      capability: 'staff.manage',
      isIdempotent: true,
      params: idParamsSchema,
      body: emptyBodySchema,
      response: approvalResultSchema,
      errors: ['APPROVAL_NOT_FOUND', 'APPROVAL_NOT_PENDING', 'NOT_YOUR_REQUEST'],
    },
    ({ db, params, idempotencyKey }) => createPermissionsService(db).withdraw(params.id, idempotencyKey),
  ),
});
