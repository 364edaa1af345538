import { route, routes } from '@/lib/server/http/route';
import { createStaffService } from '@/services/staff';
import {
  inviteStaffInputSchema,
  staffLinkResultSchema,
  staffPageSchema,
  staffQuerySchema,
} from '@/services/staff/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'The casino’s staff by name: by a part of name, e-mail or employee number, role, state, pit, licence',
      capability: 'staff.manage',
      query: staffQuerySchema,
      terms: ['search'],
      response: staffPageSchema,
      errors: ['PIT_NOT_FOUND'],
    },
    ({ db, query }) => createStaffService(db).listStaff(query),
  ),
  POST: route(
    {
      summary:
        'Invite somebody: they begin as a dealer, and another role is asked for; the token of their link is told this once',
      capability: 'staff.manage',
      isIdempotent: true,
      body: inviteStaffInputSchema,
      response: staffLinkResultSchema,
      errors: ['STAFF_EMAIL_TAKEN', 'EMPLOYEE_NUMBER_TAKEN', 'PIT_NOT_FOUND'],
    },
    ({ db, body, idempotencyKey }) => createStaffService(db).inviteStaff(body, idempotencyKey),
  ),
});
