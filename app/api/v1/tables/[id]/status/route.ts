import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createHouseService } from '@/services/house';
import { setTableStatusInputSchema, tableResultSchema } from '@/services/house/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  PUT: route(
    {
      summary: 'Open a table, or close it once nobody plays there',
      capability: 'table.manage',
      isIdempotent: true,
      params: idParamsSchema,
      body: setTableStatusInputSchema,
      response: tableResultSchema,
      errors: ['TABLE_NOT_FOUND', 'TABLE_OPEN', 'TABLE_NOT_OPEN', 'TABLE_IN_USE'],
    },
    ({ db, params, body, idempotencyKey }) => createHouseService(db).setTableStatus(params.id, body, idempotencyKey),
  ),
});
