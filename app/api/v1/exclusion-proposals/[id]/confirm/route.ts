import { route, routes } from '@/lib/server/http/route';
import { emptyBodySchema, idParamsSchema } from '@/lib/shared/schemas';
import { createExclusionsService } from '@/services/exclusions';
import { proposalResultSchema } from '@/services/exclusions/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Say that a row of a list means this player: the exclusion is set',
      capability: 'exclusion.write',
      isIdempotent: true,
      params: idParamsSchema,
      body: emptyBodySchema,
      response: proposalResultSchema,
      errors: ['EXCLUSION_PROPOSAL_NOT_FOUND', 'PROPOSAL_DECIDED', 'PROPOSAL_OVER'],
    },
    ({ db, params, idempotencyKey }) => createExclusionsService(db).confirmProposal(params.id, idempotencyKey),
  ),
});
