import { z } from 'zod';
import { answerFile } from '@/lib/server/http/answer';
import { route, routes } from '@/lib/server/http/route';
import { createAuditService } from '@/services/audit';
import { auditExportQuerySchema } from '@/services/audit/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'The audit trail under a filter as a file: CSV, or a JSON document a line. Goes on record',
      capability: 'audit.read',
      query: auditExportQuerySchema,
      response: z.string(),
      download: 'text/csv',
    },
    ({ db, query }) =>
      answerFile(
        query.format === 'csv' ? 'text/csv' : 'application/x-ndjson',
        `audit.${query.format}`,
        createAuditService(db).exportTrail(query),
      ),
  ),
});
