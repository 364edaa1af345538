import { route, routes } from '@/lib/server/http/route';
import { createLoyaltyService } from '@/services/loyalty';
import { earnConfigResultSchema, earnConfigSchema, updateEarnConfigInputSchema } from '@/services/loyalty/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    { summary: 'How players earn', capability: 'floor.read', response: earnConfigSchema, errors: ['NO_EARN_CONFIG'] },
    ({ db }) => createLoyaltyService(db).getEarnConfig(),
  ),
  PUT: route(
    {
      summary: 'Set how players earn, for slips that close from now on',
      capability: 'catalog.write',
      isIdempotent: true,
      body: updateEarnConfigInputSchema,
      response: earnConfigResultSchema,
      errors: ['NO_EARN_CONFIG', 'EARN_CONFIG_CHANGED'],
    },
    ({ db, body, idempotencyKey }) => createLoyaltyService(db).updateEarnConfig(body, idempotencyKey),
  ),
});
