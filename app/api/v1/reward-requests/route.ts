import { route, routes } from '@/lib/server/http/route';
import { createAuthorityService } from '@/services/authority';
import {
  requestRewardInputSchema,
  rewardRequestListSchema,
  rewardRequestQuerySchema,
  rewardRequestResultSchema,
} from '@/services/authority/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Requests for rewards of the last day: one’s own and, of who may decide, everybody’s',
      capability: 'floor.read',
      query: rewardRequestQuerySchema,
      response: rewardRequestListSchema,
    },
    ({ db, query }) => createAuthorityService(db).listRequests(query),
  ),
  POST: route(
    {
      summary: 'Ask somebody else to give bonus points beyond one’s own limits',
      capability: 'reward.issue',
      isIdempotent: true,
      body: requestRewardInputSchema,
      response: rewardRequestResultSchema,
      errors: ['SLIP_NOT_FOUND', 'SLIP_CLOSED', 'PLAYER_EXCLUDED', 'NOTE_REQUIRED'],
    },
    ({ db, body, idempotencyKey }) => createAuthorityService(db).requestReward(body, idempotencyKey),
  ),
});
