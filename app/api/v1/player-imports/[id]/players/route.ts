import { route, routes } from '@/lib/server/http/route';
import { emptyBodySchema, idParamsSchema } from '@/lib/shared/schemas';
import { createImportsService } from '@/services/imports';
import { enrolResultSchema } from '@/services/imports/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Enrol the players whom rows name and nobody knows yet',
      capability: 'import.manage',
      isIdempotent: true,
      params: idParamsSchema,
      body: emptyBodySchema,
      response: enrolResultSchema,
      errors: ['IMPORT_NOT_FOUND', 'IMPORT_NOT_READY', 'NO_TIERS'],
    },
    ({ db, params, idempotencyKey }) => createImportsService(db).enrolPlayers(params.id, idempotencyKey),
  ),
});
