import { route, routes } from '@/lib/server/http/route';
import { createCasinoService } from '@/services/casino';
import { languageResultSchema, setLanguageInputSchema } from '@/services/casino/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  PUT: route(
    {
      summary: 'Choose the language that one reads, on every device',
      capability: null,
      isIdempotent: true,
      body: setLanguageInputSchema,
      response: languageResultSchema,
    },
    ({ db, body, idempotencyKey }) => createCasinoService(db).setLanguage(body, idempotencyKey),
  ),
});
