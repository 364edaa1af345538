import { route, routes } from '@/lib/server/http/route';
import { createLoyaltyService } from '@/services/loyalty';
import { pointValueResultSchema, pointValuesSchema, setPointValueInputSchema } from '@/services/loyalty/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'What points are worth in money, and from which gaming days on',
      capability: 'floor.read',
      response: pointValuesSchema,
    },
    ({ db }) => createLoyaltyService(db).listPointValues(),
  ),
  POST: route(
    {
      summary: 'Set what points are worth from a gaming day on',
      capability: 'catalog.write',
      isIdempotent: true,
      body: setPointValueInputSchema,
      response: pointValueResultSchema,
    },
    ({ db, body, idempotencyKey }) => createLoyaltyService(db).setPointValue(body, idempotencyKey),
  ),
});
