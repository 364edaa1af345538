import { route, routes } from '@/lib/server/http/route';
import { createShiftService } from '@/services/shift';
import { setShiftPatternInputSchema, shiftPatternResultSchema, shiftPatternsSchema } from '@/services/shift/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'The shifts of an ordinary gaming day: now, before, and from when on otherwise',
      capability: 'floor.read',
      response: shiftPatternsSchema,
    },
    ({ db }) => createShiftService(db).listShiftPatterns(),
  ),
  POST: route(
    {
      summary: 'The shifts of an ordinary gaming day, from tomorrow at the earliest',
      capability: 'house.write',
      isIdempotent: true,
      body: setShiftPatternInputSchema,
      response: shiftPatternResultSchema,
    },
    ({ db, body, idempotencyKey }) => createShiftService(db).setShiftPattern(body, idempotencyKey),
  ),
});
