import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createCatalogService } from '@/services/catalog';
import { rewardPreviewSchema } from '@/services/catalog/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Who in the house could get this reward now, were it active',
      capability: 'catalog.write',
      params: idParamsSchema,
      response: rewardPreviewSchema,
      errors: ['REWARD_NOT_FOUND'],
    },
    ({ db, params }) => createCatalogService(db).previewReward(params.id),
  ),
});
