import { route, routes } from '@/lib/server/http/route';
import { createPromoService } from '@/services/promo';
import { createPromoProgramInputSchema, promoProgramPageSchema, promoProgramResultSchema } from '@/services/promo/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'All promo programs, with what is outstanding of each',
      capability: 'floor.read',
      response: promoProgramPageSchema,
    },
    ({ db }) => createPromoService(db).listPrograms(),
  ),
  POST: route(
    {
      summary: 'Make a promo program',
      capability: 'catalog.write',
      isIdempotent: true,
      body: createPromoProgramInputSchema,
      response: promoProgramResultSchema,
      errors: ['MATCH_NOT_EXACT', 'PROGRAM_NAME_TAKEN'],
    },
    ({ db, body, idempotencyKey }) => createPromoService(db).createProgram(body, idempotencyKey),
  ),
});
