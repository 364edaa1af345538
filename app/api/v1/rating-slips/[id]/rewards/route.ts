import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createLoyaltyService } from '@/services/loyalty';
import { slipRewardsSchema } from '@/services/loyalty/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: "What was given on a slip, newest first, and the player's balance now",
      capability: 'floor.read',
      params: idParamsSchema,
      response: slipRewardsSchema,
      errors: ['SLIP_NOT_FOUND'],
    },
    ({ db, params }) => createLoyaltyService(db).listSlipRewards(params.id),
  ),
});
