import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createCatalogService } from '@/services/catalog';
import { rewardResultSchema, rewardSchema, updateRewardInputSchema } from '@/services/catalog/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'One reward',
      capability: 'floor.read',
      params: idParamsSchema,
      response: rewardSchema,
      errors: ['REWARD_NOT_FOUND'],
    },
    ({ db, params }) => createCatalogService(db).getReward(params.id),
  ),
  PATCH: route(
    {
      summary: 'Change a reward, for what is issued from now on',
      capability: 'catalog.write',
      isIdempotent: true,
      params: idParamsSchema,
      body: updateRewardInputSchema,
      response: rewardResultSchema,
      errors: ['REWARD_NOT_FOUND', 'REWARD_CHANGED', 'UNKNOWN_TIER', 'MATCH_NOT_EXACT'],
    },
    ({ db, params, body, idempotencyKey }) => createCatalogService(db).updateReward(params.id, body, idempotencyKey),
  ),
});
