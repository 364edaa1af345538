import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createAuthorityService } from '@/services/authority';
import { endRelationInputSchema, relationResultSchema } from '@/services/authority/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'End a relation of somebody else, with a reason; it stays on record',
      capability: 'relation.manage',
      isIdempotent: true,
      params: idParamsSchema,
      body: endRelationInputSchema,
      response: relationResultSchema,
      errors: ['RELATION_NOT_FOUND', 'OWN_RELATION', 'RELATION_ENDED'],
    },
    ({ db, params, body, idempotencyKey }) => createAuthorityService(db).endRelation(params.id, body, idempotencyKey),
  ),
});
