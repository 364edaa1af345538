import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createAuthorityService } from '@/services/authority';
import { declareRelationInputSchema, relationListSchema, relationResultSchema } from '@/services/authority/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Who of the staff is declared to be close to a player, and gives them nothing by themselves',
      capability: 'relation.manage',
      params: idParamsSchema,
      response: relationListSchema,
      errors: ['PLAYER_NOT_FOUND'],
    },
    ({ db, params }) => createAuthorityService(db).listRelations(params.id),
  ),
  POST: route(
    {
      summary: 'Declare that somebody of the staff is close to a player: somebody else gives what the player is given',
      capability: 'relation.manage',
      isIdempotent: true,
      params: idParamsSchema,
      body: declareRelationInputSchema,
      response: relationResultSchema,
      errors: ['PLAYER_NOT_FOUND', 'STAFF_NOT_FOUND', 'RELATION_EXISTS'],
    },
    ({ db, params, body, idempotencyKey }) =>
      createAuthorityService(db).declareRelation(params.id, body, idempotencyKey),
  ),
});
