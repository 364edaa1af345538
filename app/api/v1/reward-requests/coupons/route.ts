import { route, routes } from '@/lib/server/http/route';
import { createAuthorityService } from '@/services/authority';
import { requestCouponInputSchema, rewardRequestResultSchema } from '@/services/authority/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Ask somebody else to issue a coupon of a program beyond one’s own limits',
      capability: 'coupon.manage',
      isIdempotent: true,
      body: requestCouponInputSchema,
      response: rewardRequestResultSchema,
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
        'NOTE_REQUIRED',
      ],
    },
    ({ db, body, idempotencyKey }) => createAuthorityService(db).requestCoupon(body, idempotencyKey),
  ),
});
