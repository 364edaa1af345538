import { route, routes } from '@/lib/server/http/route';
import { createHouseService } from '@/services/house';
import { createPitInputSchema, pitResultSchema } from '@/services/house/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'A new pit',
      capability: 'house.write',
      isIdempotent: true,
      body: createPitInputSchema,
      response: pitResultSchema,
      errors: ['PIT_NAME_TAKEN'],
    },
    ({ db, body, idempotencyKey }) => createHouseService(db).createPit(body, idempotencyKey),
  ),
});
