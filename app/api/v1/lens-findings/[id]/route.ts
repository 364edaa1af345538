import { route, routes } from '@/lib/server/http/route';
import { createLensService } from '@/services/lens';
import { lensDetailSchema, lensParamsSchema, lensPlaceSchema } from '@/services/lens/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'What stands out, with the rows behind it',
      capability: 'ctr.manage',
      params: lensParamsSchema,
      query: lensPlaceSchema,
      response: lensDetailSchema,
      errors: ['LENS_FINDING_NOT_FOUND'],
    },
    ({ db, params, query }) => createLensService(db).getFinding(params.id, query),
  ),
});
