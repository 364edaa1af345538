import { route, routes } from '@/lib/server/http/route';
import { createEventsService } from '@/services/events';
import { createWebhookInputSchema, webhookEndpointListSchema, webhookSecretResultSchema } from '@/services/events/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Webhooks with their pending and dead deliveries',
      capability: 'audit.read',
      response: webhookEndpointListSchema,
    },
    ({ db }) => createEventsService(db).listWebhooks(),
  ),
  POST: route(
    {
      summary: 'Make a webhook; the answer tells its secret, once',
      capability: 'settings.write',
      isIdempotent: true,
      body: createWebhookInputSchema,
      response: webhookSecretResultSchema,
    },
    ({ db, body, idempotencyKey }) => createEventsService(db).createWebhook(body, idempotencyKey),
  ),
});
