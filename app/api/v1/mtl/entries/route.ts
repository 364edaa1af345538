import { answerVersion } from '@/lib/server/http/answer-version';
import { route, routes } from '@/lib/server/http/route';
import { createMtlService } from '@/services/mtl';
import {
  mtlEntryPageSchema,
  mtlEntryQuerySchema,
  mtlEntryResultSchema,
  recordMtlEntryInputSchema,
} from '@/services/mtl/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'The cash log, the newest first. Of one gaming day, with If-None-Match: 304 while nothing changed in it',
      capability: 'mtl.read',
      query: mtlEntryQuerySchema,
      response: mtlEntryPageSchema,
      isConditional: true,
      errors: ['PLAYER_NOT_FOUND', 'UNKNOWN_PATRON_NOT_FOUND', 'TABLE_NOT_FOUND'],
    },
    ({ db, query, ...answering }) => {
      const service = createMtlService(db);
      const { gamingDay } = query;
      // All days together have no version of their own.
      if (gamingDay === undefined) return service.listEntries(query);
      return answerVersion(answering, (knownVersion) =>
        service.findEntriesOfDay({ ...query, gamingDay }, knownVersion),
      );
    },
  ),
  POST: route(
    {
      summary: 'Log cash, or what stands for it, between a patron and the house. The kind decides the direction',
      capability: 'mtl.write',
      isIdempotent: true,
      body: recordMtlEntryInputSchema,
      response: mtlEntryResultSchema,
      errors: ['PLAYER_NOT_FOUND', 'UNKNOWN_PATRON_NOT_FOUND', 'TABLE_NOT_FOUND', 'SLIP_NOT_FOUND', 'PLAYER_MISMATCH'],
    },
    ({ db, body, idempotencyKey }) => createMtlService(db).recordEntry(body, idempotencyKey),
  ),
});
