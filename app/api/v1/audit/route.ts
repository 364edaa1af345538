import { route, routes } from '@/lib/server/http/route';
import { createAuditService } from '@/services/audit';
import { auditPageSchema, auditQuerySchema } from '@/services/audit/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'The audit trail under a filter, newest first',
      capability: 'audit.read',
      query: auditQuerySchema,
      response: auditPageSchema,
    },
    ({ db, query }) => createAuditService(db).listAudit(query),
  ),
});
