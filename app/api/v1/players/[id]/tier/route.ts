import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createLoyaltyService } from '@/services/loyalty';
import { setTierInputSchema, setTierResultSchema } from '@/services/loyalty/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  PUT: route(
    {
      summary: 'Set a player’s tier, up or down, with a reason',
      capability: 'ledger.correct',
      isIdempotent: true,
      params: idParamsSchema,
      body: setTierInputSchema,
      response: setTierResultSchema,
      errors: ['PLAYER_NOT_FOUND', 'PLAYER_NOT_ENROLLED', 'UNKNOWN_TIER'],
    },
    ({ db, params, body, idempotencyKey }) => createLoyaltyService(db).setPlayerTier(params.id, body, idempotencyKey),
  ),
});
