import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createStaffService } from '@/services/staff';
import { staffMemberSchema, staffResultSchema, updateStaffInputSchema } from '@/services/staff/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'One person of the staff',
      capability: 'staff.manage',
      params: idParamsSchema,
      response: staffMemberSchema,
      errors: ['STAFF_NOT_FOUND'],
    },
    ({ db, params }) => createStaffService(db).getStaff(params.id),
  ),
  PATCH: route(
    {
      summary: 'Change name, employee number, licence or pits of somebody; in force at their next request',
      capability: 'staff.manage',
      isIdempotent: true,
      params: idParamsSchema,
      body: updateStaffInputSchema,
      response: staffResultSchema,
      errors: ['STAFF_NOT_FOUND', 'PIT_NOT_FOUND', 'EMPLOYEE_NUMBER_TAKEN', 'STAFF_CHANGED'],
    },
    ({ db, params, body, idempotencyKey }) => createStaffService(db).updateStaff(params.id, body, idempotencyKey),
  ),
});
