import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createAuthorityService } from '@/services/authority';
import { approverListSchema } from '@/services/authority/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Who may approve a request of one’s own on this device, by their PIN',
      capability: 'floor.read',
      params: idParamsSchema,
      response: approverListSchema,
      errors: ['APPROVAL_NOT_FOUND', 'NOT_YOUR_REQUEST', 'APPROVAL_NOT_PENDING'],
    },
    ({ db, params }) => createAuthorityService(db).listApprovers(params.id),
  ),
});
