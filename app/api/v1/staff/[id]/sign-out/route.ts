import { route, routes } from '@/lib/server/http/route';
import { emptyBodySchema, idParamsSchema } from '@/lib/shared/schemas';
import { createStaffService } from '@/services/staff';
import { staffResultSchema } from '@/services/staff/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Sign somebody out on every device, from their next request on',
      capability: 'staff.manage',
      isIdempotent: true,
      params: idParamsSchema,
      body: emptyBodySchema,
      response: staffResultSchema,
      errors: ['STAFF_NOT_FOUND'],
    },
    ({ db, params, idempotencyKey }) => createStaffService(db).signOutStaff(params.id, idempotencyKey),
  ),
});
