import { route, routes } from '@/lib/server/http/route';
import { createAuditService } from '@/services/audit';
import { auditTraceQuerySchema, auditTraceSchema } from '@/services/audit/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'What was done under one correlation id: audit rows, ledger entries, events, deliveries',
      capability: 'audit.read',
      query: auditTraceQuerySchema,
      response: auditTraceSchema,
      errors: ['CORRELATION_NOT_FOUND'],
    },
    ({ db, query }) => createAuditService(db).getAuditTrace(query),
  ),
});
