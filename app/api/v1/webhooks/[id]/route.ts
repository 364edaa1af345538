import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createEventsService } from '@/services/events';
import { updateWebhookInputSchema, webhookEndpointResultSchema } from '@/services/events/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  PATCH: route(
    {
      summary: 'Change a webhook, or switch it on or off',
      capability: 'settings.write',
      isIdempotent: true,
      params: idParamsSchema,
      body: updateWebhookInputSchema,
      response: webhookEndpointResultSchema,
      errors: ['WEBHOOK_ENDPOINT_NOT_FOUND'],
    },
    ({ db, params, body, idempotencyKey }) => createEventsService(db).updateWebhook(params.id, body, idempotencyKey),
  ),
});
