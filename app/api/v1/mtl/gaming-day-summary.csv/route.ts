import { z } from 'zod';
import { answerFile } from '@/lib/server/http/answer';
import { route, routes } from '@/lib/server/http/route';
import { createMtlService } from '@/services/mtl';
import { mtlSummaryQuerySchema } from '@/services/mtl/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'A gaming day’s cash by patron, area and kind, as CSV',
      capability: 'mtl.read',
      query: mtlSummaryQuerySchema,
      response: z.string(),
      download: 'text/csv',
    },
    ({ db, query }) =>
      answerFile('text/csv', `cash-log-${query.gamingDay ?? 'today'}.csv`, createMtlService(db).streamSummary(query)),
  ),
});
