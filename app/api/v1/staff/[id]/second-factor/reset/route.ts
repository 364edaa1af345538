import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createStaffService } from '@/services/staff';
import { resetSecondFactorInputSchema, staffResultSchema } from '@/services/staff/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Take the second factor of somebody off who lost their telephone; a second person gives their role back',
      capability: 'staff.manage',
      isIdempotent: true,
      params: idParamsSchema,
      body: resetSecondFactorInputSchema,
      response: staffResultSchema,
      errors: [
        'STAFF_NOT_FOUND',
        'STAFF_NOT_ACTIVE',
        'STAFF_SELF',
        'SECOND_FACTOR_NOT_SET',
        'WORKS_ELSEWHERE',
        'NO_SECOND_PERSON',
      ],
    },
    ({ db, params, body, idempotencyKey }) => createStaffService(db).resetSecondFactor(params.id, body, idempotencyKey),
  ),
});
