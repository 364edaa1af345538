import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createAuthorityService } from '@/services/authority';
import { decideRewardInputSchema, rewardDecisionSchema } from '@/services/authority/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Give what somebody asked for, whole or in part, or refuse it',
      capability: 'reward.approve',
      isIdempotent: true,
      params: idParamsSchema,
      body: decideRewardInputSchema,
      response: rewardDecisionSchema,
      errors: [
        'APPROVAL_NOT_FOUND',
        'APPROVAL_NOT_PENDING',
        'OWN_REQUEST',
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
        'PROGRAM_INACTIVE',
        'PROGRAM_NOT_STARTED',
        'PROGRAM_ENDED',
        'ANONYMOUS_ISSUANCE_DISABLED',
        'VALIDATION_NUMBER_TAKEN',
        'OVER_AUTHORITY',
        'RATE_LIMITED',
        'POINTS_OUT_OF_RANGE',
      ],
    },
    ({ db, params, body, idempotencyKey }) => createAuthorityService(db).decideReward(params.id, body, idempotencyKey),
  ),
});
