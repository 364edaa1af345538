import { route, routes } from '@/lib/server/http/route';
import { createAuditService } from '@/services/audit';
import { auditFilterNameSchema, discardedAuditFilterSchema } from '@/services/audit/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Take a saved filter of the audit trail away',
      capability: 'audit.read',
      isIdempotent: true,
      body: auditFilterNameSchema,
      response: discardedAuditFilterSchema,
      errors: ['AUDIT_FILTER_NOT_FOUND'],
    },
    ({ db, body, idempotencyKey }) => createAuditService(db).deleteFilter(body, idempotencyKey),
  ),
});
