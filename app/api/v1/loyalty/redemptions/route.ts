import { route, routes } from '@/lib/server/http/route';
import { createCatalogService } from '@/services/catalog';
import { redemptionInputSchema, redemptionResultSchema } from '@/services/catalog/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Give a comp at the price of the catalog',
      capability: 'reward.issue',
      isIdempotent: true,
      body: redemptionInputSchema,
      response: redemptionResultSchema,
      errors: [
        'REWARD_NOT_FOUND',
        'PLAYER_NOT_FOUND',
        'VISIT_NOT_FOUND',
        'SLIP_NOT_FOUND',
        'REWARD_INACTIVE',
        'VISIT_ENDED',
        'SLIP_CLOSED',
        'PLAYER_MISMATCH',
        'PLAYER_NOT_ENROLLED',
        'PLAYER_EXCLUDED',
        'OFFER_CHANGED',
        'NOT_ELIGIBLE',
        'LIMIT_REACHED',
        'COOLDOWN_ACTIVE',
        'INSUFFICIENT_POINTS',
        'POINTS_OUT_OF_RANGE',
        'NOTE_REQUIRED',
        'OVER_AUTHORITY',
        'RATE_LIMITED',
      ],
    },
    ({ db, body, idempotencyKey }) => createCatalogService(db).redeemPoints(body, idempotencyKey),
  ),
});
