import { route, routes } from '@/lib/server/http/route';
import { createAuditService } from '@/services/audit';
import { auditFilterResultSchema, saveAuditFilterInputSchema, savedAuditFiltersSchema } from '@/services/audit/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'The filters of the audit trail that the caller saved, by name',
      capability: 'audit.read',
      response: savedAuditFiltersSchema,
    },
    ({ db }) => createAuditService(db).listFilters(),
  ),
  POST: route(
    {
      summary: 'Save a filter of the audit trail under a name, or rename one',
      capability: 'audit.read',
      isIdempotent: true,
      body: saveAuditFilterInputSchema,
      response: auditFilterResultSchema,
      errors: ['AUDIT_FILTER_NOT_FOUND', 'AUDIT_FILTER_NAME_TAKEN'],
    },
    ({ db, body, idempotencyKey }) => createAuditService(db).saveFilter(body, idempotencyKey),
  ),
});
