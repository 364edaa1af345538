import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createStaffService } from '@/services/staff';
import { makePasswordLinkInputSchema, staffLinkResultSchema } from '@/services/staff/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Make a one-time link by which somebody sets their password anew; its token is told this once',
      capability: 'staff.manage',
      isIdempotent: true,
      params: idParamsSchema,
      body: makePasswordLinkInputSchema,
      response: staffLinkResultSchema,
      errors: ['STAFF_NOT_FOUND', 'STAFF_NOT_ACTIVE', 'STAFF_SELF', 'WORKS_ELSEWHERE', 'NO_SECOND_PERSON'],
    },
    ({ db, params, body, idempotencyKey }) => createStaffService(db).makePasswordLink(params.id, body, idempotencyKey),
  ),
});
