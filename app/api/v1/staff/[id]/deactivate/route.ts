import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createStaffService } from '@/services/staff';
import { deactivateStaffInputSchema, staffResultSchema } from '@/services/staff/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Let somebody in no more, from their next request on, with a reason',
      capability: 'staff.manage',
      isIdempotent: true,
      params: idParamsSchema,
      body: deactivateStaffInputSchema,
      response: staffResultSchema,
      errors: ['STAFF_NOT_FOUND', 'STAFF_SELF', 'STAFF_DEACTIVATED'],
    },
    ({ db, params, body, idempotencyKey }) => createStaffService(db).deactivateStaff(params.id, body, idempotencyKey),
  ),
});
