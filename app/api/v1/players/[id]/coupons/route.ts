import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema, pageQuerySchema } from '@/lib/shared/schemas';
import { createPromoService } from '@/services/promo';
import { promoCouponPageSchema } from '@/services/promo/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: "A player's coupons, newest first",
      capability: 'dashboard.read',
      params: idParamsSchema,
      query: pageQuerySchema,
      response: promoCouponPageSchema,
      errors: ['PLAYER_NOT_FOUND'],
    },
    ({ db, params, query }) => createPromoService(db).listCoupons({ ...query, playerId: params.id }),
  ),
});
