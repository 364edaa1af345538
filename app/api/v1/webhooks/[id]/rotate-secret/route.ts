import { route, routes } from '@/lib/server/http/route';
import { emptyBodySchema, idParamsSchema } from '@/lib/shared/schemas';
import { createEventsService } from '@/services/events';
import { webhookSecretResultSchema } from '@/services/events/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Give a webhook a new secret; the old one signs along for a day',
      capability: 'settings.write',
      isIdempotent: true,
      params: idParamsSchema,
      body: emptyBodySchema,
      response: webhookSecretResultSchema,
      errors: ['WEBHOOK_ENDPOINT_NOT_FOUND'],
    },
    ({ db, params, idempotencyKey }) => createEventsService(db).rotateSecret(params.id, idempotencyKey),
  ),
});
