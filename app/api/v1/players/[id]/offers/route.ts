import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createCatalogService } from '@/services/catalog';
import { offerListSchema, offersQuerySchema } from '@/services/catalog/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Every active reward as the player could get it now, or why not',
      capability: 'floor.read',
      params: idParamsSchema,
      query: offersQuerySchema,
      response: offerListSchema,
      errors: ['PLAYER_NOT_FOUND', 'PLAYER_NOT_ENROLLED', 'VISIT_NOT_FOUND', 'VISIT_ENDED', 'PLAYER_MISMATCH'],
    },
    ({ db, params, query }) => createCatalogService(db).listOffers(params.id, query.visitId),
  ),
});
