import { z } from 'zod';
import { answerFile } from '@/lib/server/http/answer';
import { route, routes } from '@/lib/server/http/route';
import { createReconciliationService } from '@/services/reconciliation';
import { reportQuerySchema } from '@/services/reconciliation/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Who did what with each row of an import or a run, as CSV',
      capability: 'audit.read',
      query: reportQuerySchema,
      response: z.string(),
      download: 'text/csv',
      errors: ['IMPORT_NOT_FOUND', 'RUN_NOT_FOUND'],
    },
    ({ db, query }) =>
      answerFile(
        'text/csv',
        `reconciliation-${query.runId ?? query.importId}.csv`,
        createReconciliationService(db).report(query),
      ),
  ),
});
