import { route, routes } from '@/lib/server/http/route';
import { createStaffService } from '@/services/staff';
import { staffPageSchema, staffQuerySchema } from '@/services/staff/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'The casino’s staff by name: by a part of name, e-mail or employee number, role, state, pit, licence',
      capability: 'staff.manage',
      query: staffQuerySchema,
      response: staffPageSchema,
      errors: ['PIT_NOT_FOUND'],
    },
    ({ db, query }) => createStaffService(db).listStaff(query),
  ),
});
