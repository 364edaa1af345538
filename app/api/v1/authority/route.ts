import { route, routes } from '@/lib/server/http/route';
import { createAuthorityService } from '@/services/authority';
import { authorityLimitResultSchema, authoritySchema, setAuthorityLimitInputSchema } from '@/services/authority/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'How much who may give: limits of the house, of roles and of people',
      capability: 'catalog.write',
      response: authoritySchema,
    },
    ({ db }) => createAuthorityService(db).getAuthority(),
  ),
  PUT: route(
    {
      summary: 'Set limits of a role, of a person or of the house',
      capability: 'catalog.write',
      isIdempotent: true,
      body: setAuthorityLimitInputSchema,
      response: authorityLimitResultSchema,
      errors: ['OWN_LIMITS', 'AUTHORITY_CHANGED'],
    },
    ({ db, body, idempotencyKey }) => createAuthorityService(db).setLimit(body, idempotencyKey),
  ),
});
