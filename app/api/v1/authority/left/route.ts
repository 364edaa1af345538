import { route, routes } from '@/lib/server/http/route';
import { createAuthorityService } from '@/services/authority';
import { authorityLeftQuerySchema, authorityLeftSchema } from '@/services/authority/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'What is left of the caller’s authority now, towards one player where one is named',
      capability: 'floor.read',
      query: authorityLeftQuerySchema,
      response: authorityLeftSchema,
      errors: ['PLAYER_NOT_FOUND'],
    },
    ({ db, query }) => createAuthorityService(db).getLeft(query),
  ),
});
