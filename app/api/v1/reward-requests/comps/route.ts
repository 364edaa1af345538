import { route, routes } from '@/lib/server/http/route';
import { createAuthorityService } from '@/services/authority';
import { requestCompInputSchema, rewardRequestResultSchema } from '@/services/authority/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Ask somebody else to give a reward of the catalog beyond one’s own limits',
      capability: 'reward.issue',
      isIdempotent: true,
      body: requestCompInputSchema,
      response: rewardRequestResultSchema,
      errors: [
        'REWARD_NOT_FOUND',
        'PLAYER_NOT_FOUND',
        'VISIT_NOT_FOUND',
        'SLIP_NOT_FOUND',
        'REWARD_INACTIVE',
        'VISIT_ENDED',
        'SLIP_CLOSED',
        'PLAYER_MISMATCH',
        'PLAYER_NOT_ENROLLED',
        'PLAYER_EXCLUDED',
        'OFFER_CHANGED',
        'NOT_ELIGIBLE',
        'LIMIT_REACHED',
        'COOLDOWN_ACTIVE',
        'INSUFFICIENT_POINTS',
        'NO_ACTIVE_PROGRAM',
        'MATCH_NOT_EXACT',
        'NOTE_REQUIRED',
      ],
    },
    ({ db, body, idempotencyKey }) => createAuthorityService(db).requestComp(body, idempotencyKey),
  ),
});
