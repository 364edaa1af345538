import { route, routes } from '@/lib/server/http/route';
import { createLoyaltyService } from '@/services/loyalty';
import { reversalInputSchema, reversalPostingSchema } from '@/services/loyalty/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Take back what the caller gave on a live slip by mistake, within five minutes and unspent',
      capability: 'reward.issue',
      isIdempotent: true,
      body: reversalInputSchema,
      response: reversalPostingSchema,
      errors: [
        'ENTRY_NOT_FOUND',
        'ENTRY_ALREADY_REVERSED',
        'REWARD_NOT_TAKEN_BACK',
        'POINTS_OUT_OF_RANGE',
        'NOTE_REQUIRED',
      ],
    },
    ({ db, body, idempotencyKey }) => createLoyaltyService(db).takeBackReward(body, idempotencyKey),
  ),
});
