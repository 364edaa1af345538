import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createHouseService } from '@/services/house';
import { tableResultSchema, updateTableInputSchema } from '@/services/house/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  PUT: route(
    {
      summary: 'Move a table, or give it another label, game, number of seats or limits',
      capability: 'house.write',
      isIdempotent: true,
      params: idParamsSchema,
      body: updateTableInputSchema,
      response: tableResultSchema,
      errors: ['TABLE_NOT_FOUND', 'PIT_NOT_FOUND', 'TABLE_CHANGED', 'TABLE_IN_USE', 'TABLE_LABEL_TAKEN'],
    },
    ({ db, params, body, idempotencyKey }) => createHouseService(db).updateTable(params.id, body, idempotencyKey),
  ),
});
