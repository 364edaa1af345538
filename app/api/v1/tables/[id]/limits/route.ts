import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createHouseService } from '@/services/house';
import { setTableLimitsInputSchema, tableResultSchema } from '@/services/house/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  PUT: route(
    {
      summary: 'Least and most that may be bet at a table, from now on',
      capability: 'table.manage',
      isIdempotent: true,
      params: idParamsSchema,
      body: setTableLimitsInputSchema,
      response: tableResultSchema,
      errors: ['TABLE_NOT_FOUND', 'TABLE_CHANGED'],
    },
    ({ db, params, body, idempotencyKey }) => createHouseService(db).setTableLimits(params.id, body, idempotencyKey),
  ),
});
