import { route, routes } from '@/lib/server/http/route';
import { createLoyaltyService } from '@/services/loyalty';
import { loyaltyTiersResultSchema, loyaltyTiersSchema, replaceTiersInputSchema } from '@/services/loyalty/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    { summary: 'The tiers, the lowest first', capability: 'floor.read', response: loyaltyTiersSchema },
    ({ db }) => createLoyaltyService(db).listTiers(),
  ),
  PUT: route(
    {
      summary: 'Set the tiers, the lowest first',
      capability: 'catalog.write',
      isIdempotent: true,
      body: replaceTiersInputSchema,
      response: loyaltyTiersResultSchema,
      errors: ['TIERS_CHANGED', 'TIER_IN_USE'],
    },
    ({ db, body, idempotencyKey }) => createLoyaltyService(db).replaceTiers(body, idempotencyKey),
  ),
});
