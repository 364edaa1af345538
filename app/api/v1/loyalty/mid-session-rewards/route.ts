import { route, routes } from '@/lib/server/http/route';
import { createLoyaltyService } from '@/services/loyalty';
import { ledgerPostingSchema, midSessionRewardInputSchema } from '@/services/loyalty/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Issue bonus points on a live slip',
      capability: 'reward.issue',
      isIdempotent: true,
      body: midSessionRewardInputSchema,
      response: ledgerPostingSchema,
      errors: [
        'SLIP_NOT_FOUND',
        'SLIP_CLOSED',
        'PLAYER_NOT_ENROLLED',
        'PLAYER_EXCLUDED',
        'OVER_AUTHORITY',
        'SOFT_CAP_EXCEEDED',
        'POINTS_OUT_OF_RANGE',
        'NOTE_REQUIRED',
        'RATE_LIMITED',
      ],
    },
    ({ db, body, idempotencyKey }) => createLoyaltyService(db).issueMidSessionReward(body, idempotencyKey),
  ),
});
