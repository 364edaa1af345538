import { route, routes } from '@/lib/server/http/route';
import { createAuditService } from '@/services/audit';
import { auditChoicesSchema } from '@/services/audit/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'What the audit trail can be narrowed down by: people, and what was ever done',
      capability: 'audit.read',
      response: auditChoicesSchema,
    },
    ({ db }) => createAuditService(db).getAuditChoices(),
  ),
});
