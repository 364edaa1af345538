import { route, routes } from '@/lib/server/http/route';
import { emptyBodySchema, idParamsSchema } from '@/lib/shared/schemas';
import { createStaffService } from '@/services/staff';
import { staffResultSchema } from '@/services/staff/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Take the one-time link of somebody back: it opens nothing any more',
      capability: 'staff.manage',
      isIdempotent: true,
      params: idParamsSchema,
      body: emptyBodySchema,
      response: staffResultSchema,
      errors: ['STAFF_NOT_FOUND', 'LINK_WITHDRAWN'],
    },
    ({ db, params, idempotencyKey }) => createStaffService(db).withdrawStaffLink(params.id, idempotencyKey),
  ),
});
