import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createAuthorityService } from '@/services/authority';
import { approveHereInputSchema, rewardDecisionSchema } from '@/services/authority/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Give what one asked for, whole, by the PIN of somebody who may approve it',
      capability: 'floor.read',
      isIdempotent: true,
      params: idParamsSchema,
      body: approveHereInputSchema,
      response: rewardDecisionSchema,
      errors: [
        'APPROVAL_NOT_FOUND',
        'APPROVAL_NOT_PENDING',
        'NOT_YOUR_REQUEST',
        'CANNOT_APPROVE_HERE',
        'PIN_WRONG',
        'PIN_ENDED',
        'PIN_TRY_GONE',
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
    ({ db, params, body, idempotencyKey }) => createAuthorityService(db).approveHere(params.id, body, idempotencyKey),
  ),
});
