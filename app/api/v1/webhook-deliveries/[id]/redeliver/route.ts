import { route, routes } from '@/lib/server/http/route';
import { emptyBodySchema, idParamsSchema } from '@/lib/shared/schemas';
import { createEventsService } from '@/services/events';
import { webhookDeliveryResultSchema } from '@/services/events/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Send a dead letter again',
      capability: 'settings.write',
      isIdempotent: true,
      params: idParamsSchema,
      body: emptyBodySchema,
      response: webhookDeliveryResultSchema,
      errors: ['WEBHOOK_DELIVERY_NOT_FOUND', 'DELIVERY_NOT_DEAD'],
    },
    ({ db, params, idempotencyKey }) => createEventsService(db).redeliver(params.id, idempotencyKey),
  ),
});
