import { route, routes } from '@/lib/server/http/route';
import { emptyBodySchema, idParamsSchema } from '@/lib/shared/schemas';
import { createStaffService } from '@/services/staff';
import { staffLinkResultSchema } from '@/services/staff/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Make the one-time link of somebody who was invited anew; its token is told this once',
      capability: 'staff.manage',
      isIdempotent: true,
      params: idParamsSchema,
      body: emptyBodySchema,
      response: staffLinkResultSchema,
      errors: ['STAFF_NOT_FOUND', 'STAFF_NOT_INVITED'],
    },
    ({ db, params, idempotencyKey }) => createStaffService(db).makeStaffLink(params.id, idempotencyKey),
  ),
});
