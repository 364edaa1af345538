import { route, routes } from '@/lib/server/http/route';
import { emptyBodySchema, idParamsSchema } from '@/lib/shared/schemas';
import { createStaffService } from '@/services/staff';
import { staffResultSchema } from '@/services/staff/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Let somebody in again who was deactivated',
      capability: 'staff.manage',
      isIdempotent: true,
      params: idParamsSchema,
      body: emptyBodySchema,
      response: staffResultSchema,
      errors: ['STAFF_NOT_FOUND', 'STAFF_ACTIVE'],
    },
    ({ db, params, idempotencyKey }) => createStaffService(db).reactivateStaff(params.id, idempotencyKey),
  ),
});
