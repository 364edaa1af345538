import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createPromoService } from '@/services/promo';
import { promoReplacementResultSchema, replacePromoCouponInputSchema } from '@/services/promo/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Put a new coupon in the place of an outstanding one',
      capability: 'coupon.manage',
      isIdempotent: true,
      params: idParamsSchema,
      body: replacePromoCouponInputSchema,
      response: promoReplacementResultSchema,
      errors: [
        'COUPON_NOT_FOUND',
        'COUPON_NOT_OUTSTANDING',
        'PLAYER_NOT_ENROLLED',
        'PLAYER_EXCLUDED',
        'VALIDATION_NUMBER_TAKEN',
      ],
    },
    ({ db, params, body, idempotencyKey }) => createPromoService(db).replaceCoupon(params.id, body, idempotencyKey),
  ),
});
