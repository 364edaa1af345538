import { z } from 'zod';
import { answerFile } from '@/lib/server/http/answer';
import { route, routes } from '@/lib/server/http/route';
import { createSealsService } from '@/services/seals';
import { sealTextQuerySchema } from '@/services/seals/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'The text of a seal: its SHA-256 is the root',
      capability: 'audit.read',
      query: sealTextQuerySchema,
      response: z.string(),
      download: 'text/plain',
      errors: ['SEAL_NOT_FOUND'],
    },
    ({ db, query }) =>
      answerFile('text/plain', `seal-${query.kind}-${query.gamingDay}.txt`, createSealsService(db).sealText(query)),
  ),
});
