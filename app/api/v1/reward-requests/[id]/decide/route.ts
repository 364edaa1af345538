import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createAuthorityService } from '@/services/authority';
import { decideRewardInputSchema, rewardDecisionSchema } from '@/services/authority/dtos';
import { GIVING_REFUSED } from '../../giving-refused';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Give what somebody asked for, whole or in part, or refuse it',
      capability: 'reward.approve',
      isIdempotent: true,
      params: idParamsSchema,
      body: decideRewardInputSchema,
      response: rewardDecisionSchema,
      errors: ['APPROVAL_NOT_FOUND', 'APPROVAL_NOT_PENDING', 'OWN_REQUEST', ...GIVING_REFUSED],
    },
    ({ db, params, body, idempotencyKey }) => createAuthorityService(db).decideReward(params.id, body, idempotencyKey),
  ),
});
