import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createCatalogService } from '@/services/catalog';
import { issuedRewardSchema, issueRewardInputSchema } from '@/services/catalog/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Give a reward: a comp debits the ledger, an entitlement issues a coupon',
      capability: 'reward.issue',
      isIdempotent: true,
      params: idParamsSchema,
      body: issueRewardInputSchema,
      response: issuedRewardSchema,
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
        'POINTS_OUT_OF_RANGE',
        'NO_ACTIVE_PROGRAM',
        'MATCH_NOT_EXACT',
        'NOTE_REQUIRED',
        'OVER_AUTHORITY',
        'RATE_LIMITED',
      ],
    },
    ({ db, params, body, idempotencyKey }) => createCatalogService(db).issueReward(params.id, body, idempotencyKey),
  ),
});
