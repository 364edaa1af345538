import { route, routes } from '@/lib/server/http/route';
import { createEventsService } from '@/services/events';
import { redeliverDeadLettersInputSchema, redeliverDeadLettersResultSchema } from '@/services/events/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Send all dead letters again that were handed out up to a moment',
      capability: 'settings.write',
      isIdempotent: true,
      body: redeliverDeadLettersInputSchema,
      response: redeliverDeadLettersResultSchema,
      errors: ['NO_DEAD_LETTERS'],
    },
    ({ db, body, idempotencyKey }) => createEventsService(db).redeliverDeadLetters(body, idempotencyKey),
  ),
});
