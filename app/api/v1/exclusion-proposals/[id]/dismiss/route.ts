import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createExclusionsService } from '@/services/exclusions';
import { dismissProposalInputSchema, proposalResultSchema } from '@/services/exclusions/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Say, with a reason, that a row of a list means somebody else',
      capability: 'exclusion.write',
      isIdempotent: true,
      params: idParamsSchema,
      body: dismissProposalInputSchema,
      response: proposalResultSchema,
      errors: ['EXCLUSION_PROPOSAL_NOT_FOUND', 'PROPOSAL_DECIDED'],
    },
    ({ db, params, body, idempotencyKey }) =>
      createExclusionsService(db).dismissProposal(params.id, body, idempotencyKey),
  ),
});
