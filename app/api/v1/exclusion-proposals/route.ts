import { route, routes } from '@/lib/server/http/route';
import { createExclusionsService } from '@/services/exclusions';
import { exclusionProposalPageSchema, exclusionProposalQuerySchema } from '@/services/exclusions/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Players whom lists of excluded people name, newest first',
      capability: 'exclusion.read',
      query: exclusionProposalQuerySchema,
      response: exclusionProposalPageSchema,
    },
    ({ db, query }) => createExclusionsService(db).listProposals(query),
  ),
});
