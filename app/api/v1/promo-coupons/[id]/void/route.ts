import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createPromoService } from '@/services/promo';
import { promoCouponResultSchema, voidPromoCouponInputSchema } from '@/services/promo/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Take an outstanding coupon out of play',
      capability: 'coupon.manage',
      isIdempotent: true,
      params: idParamsSchema,
      body: voidPromoCouponInputSchema,
      response: promoCouponResultSchema,
      errors: ['COUPON_NOT_FOUND', 'COUPON_NOT_OUTSTANDING'],
    },
    ({ db, params, body, idempotencyKey }) => createPromoService(db).voidCoupon(params.id, body.reason, idempotencyKey),
  ),
});
