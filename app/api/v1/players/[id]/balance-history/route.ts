import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createLoyaltyService } from '@/services/loyalty';
import { balanceHistoryQuerySchema, balanceHistorySchema } from '@/services/loyalty/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: "A player's balance at the end of each gaming day that moved it",
      capability: 'floor.read',
      params: idParamsSchema,
      query: balanceHistoryQuerySchema,
      response: balanceHistorySchema,
      errors: ['PLAYER_NOT_FOUND'],
    },
    ({ db, params, query }) => createLoyaltyService(db).getBalanceHistory(params.id, query.days),
  ),
});
