import { route, routes } from '@/lib/server/http/route';
import { createEventsService } from '@/services/events';
import { webhookDeliveryPageSchema, webhookDeliveryQuerySchema } from '@/services/events/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Webhook deliveries, newest first',
      capability: 'audit.read',
      query: webhookDeliveryQuerySchema,
      response: webhookDeliveryPageSchema,
    },
    ({ db, query }) => createEventsService(db).listDeliveries(query),
  ),
});
