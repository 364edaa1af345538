import { route, routes } from '@/lib/server/http/route';
import { createPromoService } from '@/services/promo';
import {
  issuePromoCouponInputSchema,
  promoCouponPageSchema,
  promoCouponQuerySchema,
  promoCouponResultSchema,
} from '@/services/promo/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Coupons, newest first; find one by its validation number',
      capability: 'dashboard.read',
      query: promoCouponQuerySchema,
      terms: ['validationNumber'],
      response: promoCouponPageSchema,
      errors: ['PROGRAM_NOT_FOUND', 'PLAYER_NOT_FOUND'],
    },
    ({ db, query }) => createPromoService(db).listCoupons(query),
  ),
  POST: route(
    {
      summary: 'Issue a coupon',
      capability: 'coupon.manage',
      isIdempotent: true,
      body: issuePromoCouponInputSchema,
      response: promoCouponResultSchema,
      errors: [
        'PROGRAM_NOT_FOUND',
        'PROGRAM_INACTIVE',
        'PROGRAM_NOT_STARTED',
        'PROGRAM_ENDED',
        'MATCH_NOT_EXACT',
        'PLAYER_NOT_FOUND',
        'VISIT_NOT_FOUND',
        'VISIT_ENDED',
        'PLAYER_MISMATCH',
        'ANONYMOUS_ISSUANCE_DISABLED',
        'PLAYER_NOT_ENROLLED',
        'PLAYER_EXCLUDED',
        'OVER_AUTHORITY',
        'GIVEN_ABOVE_THEO',
        'VALIDATION_NUMBER_TAKEN',
      ],
    },
    ({ db, body, idempotencyKey }) => createPromoService(db).issueCoupon(body, idempotencyKey),
  ),
});
