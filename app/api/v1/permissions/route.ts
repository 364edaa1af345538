import { route, routes } from '@/lib/server/http/route';
import { createPermissionsService } from '@/services/permissions';
import { approvalResultSchema, changePermissionsInputSchema, permissionsSchema } from '@/services/permissions/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Who may do what: the role matrix of the casino, its bounds, and people’s exceptions',
      capability: 'permission.approve',
      response: permissionsSchema,
    },
    ({ db }) => createPermissionsService(db).getPermissions(),
  ),
  PUT: route(
    {
      summary:
        'Ask for cells of the matrix, exceptions or roles to be otherwise; nothing changes until somebody else approves',
      capability: 'staff.manage',
      isIdempotent: true,
      body: changePermissionsInputSchema,
      response: approvalResultSchema,
      errors: ['OWN_RIGHTS', 'DUTIES_NOT_SEPARATE', 'LAST_ADMIN'],
    },
    ({ db, body, idempotencyKey }) => createPermissionsService(db).requestChange(body, idempotencyKey),
  ),
});
