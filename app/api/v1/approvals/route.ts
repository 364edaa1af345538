import { route, routes } from '@/lib/server/http/route';
import { createPermissionsService } from '@/services/permissions';
import { approvalPageSchema, approvalQuerySchema } from '@/services/permissions/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'What was asked for and who decided it, newest first, those that wait or those that do not',
      capability: 'permission.approve',
      query: approvalQuerySchema,
      response: approvalPageSchema,
    },
    ({ db, query }) => createPermissionsService(db).listApprovals(query),
  ),
});
