import { route, routes } from '@/lib/server/http/route';
import { createCatalogService } from '@/services/catalog';
import {
  createRewardInputSchema,
  rewardListQuerySchema,
  rewardListSchema,
  rewardResultSchema,
} from '@/services/catalog/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'The reward catalog, active rewards first',
      capability: 'floor.read',
      query: rewardListQuerySchema,
      response: rewardListSchema,
    },
    ({ db, query }) => createCatalogService(db).listRewards(query.isActive),
  ),
  POST: route(
    {
      summary: 'Make a reward with price, tiers, limits and eligibility',
      capability: 'catalog.write',
      isIdempotent: true,
      body: createRewardInputSchema,
      response: rewardResultSchema,
      errors: ['UNKNOWN_TIER', 'MATCH_NOT_EXACT', 'REWARD_CODE_TAKEN'],
    },
    ({ db, body, idempotencyKey }) => createCatalogService(db).createReward(body, idempotencyKey),
  ),
});
