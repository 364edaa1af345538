import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createPromoService } from '@/services/promo';
import { promoCouponSchema } from '@/services/promo/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'One coupon',
      capability: 'dashboard.read',
      params: idParamsSchema,
      response: promoCouponSchema,
      errors: ['COUPON_NOT_FOUND'],
    },
    ({ db, params }) => createPromoService(db).getCoupon(params.id),
  ),
});
