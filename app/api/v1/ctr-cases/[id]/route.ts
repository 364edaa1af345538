import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createCtrService } from '@/services/ctr';
import { ctrCaseResultSchema, ctrCaseSchema, updateCtrCaseInputSchema } from '@/services/ctr/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'A case with its persons, entries and filings; identification for those who may read it',
      capability: 'mtl.read',
      params: idParamsSchema,
      response: ctrCaseSchema,
      errors: ['CTR_CASE_NOT_FOUND'],
    },
    ({ db, params }) => createCtrService(db).getCase(params.id),
  ),
  PATCH: route(
    {
      summary: 'Say who a person in a case is, that it is aggregated, or that no report is required',
      capability: 'ctr.manage',
      isIdempotent: true,
      params: idParamsSchema,
      body: updateCtrCaseInputSchema,
      response: ctrCaseResultSchema,
      errors: [
        'CTR_CASE_NOT_FOUND',
        'CTR_CASE_CHANGED',
        'CTR_PERSON_NOT_FOUND',
        'CTR_CASE_CLOSED',
        'CTR_ACKNOWLEDGEMENT_AWAITED',
      ],
    },
    ({ db, params, body, idempotencyKey }) => createCtrService(db).updateCase(params.id, body, idempotencyKey),
  ),
});
