import { route, routes } from '@/lib/server/http/route';
import { createHouseService } from '@/services/house';
import { createTableInputSchema, tableResultSchema } from '@/services/house/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'A new table, closed until somebody opens it',
      capability: 'house.write',
      isIdempotent: true,
      body: createTableInputSchema,
      response: tableResultSchema,
      errors: ['PIT_NOT_FOUND', 'TABLE_LABEL_TAKEN'],
    },
    ({ db, body, idempotencyKey }) => createHouseService(db).createTable(body, idempotencyKey),
  ),
});
