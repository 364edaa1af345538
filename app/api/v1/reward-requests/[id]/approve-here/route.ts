import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createAuthorityService } from '@/services/authority';
import { approveHereInputSchema, rewardDecisionSchema } from '@/services/authority/dtos';
import { GIVING_REFUSED } from '../../giving-refused';

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
        ...GIVING_REFUSED,
      ],
    },
    ({ db, params, body, idempotencyKey }) => createAuthorityService(db).approveHere(params.id, body, idempotencyKey),
  ),
});
