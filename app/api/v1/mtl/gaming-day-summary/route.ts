import { answerVersion } from '@/lib/server/http/answer-version';
import { route, routes } from '@/lib/server/http/route';
import { createMtlService } from '@/services/mtl';
import { mtlSummaryQuerySchema, mtlSummarySchema } from '@/services/mtl/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'A gaming day’s cash by patron, area and kind. With If-None-Match: 304 while nothing changed',
      capability: 'mtl.read',
      query: mtlSummaryQuerySchema,
      response: mtlSummarySchema,
      isConditional: true,
    },
    ({ db, query, ...answering }) =>
      answerVersion(answering, (knownVersion) => createMtlService(db).findSummary(query, knownVersion)),
  ),
});
