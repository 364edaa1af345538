import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createHouseService } from '@/services/house';
import { pitResultSchema, updatePitInputSchema } from '@/services/house/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  PUT: route(
    {
      summary: 'Give a pit another name or place',
      capability: 'house.write',
      isIdempotent: true,
      params: idParamsSchema,
      body: updatePitInputSchema,
      response: pitResultSchema,
      errors: ['PIT_NOT_FOUND', 'PIT_NAME_TAKEN', 'PIT_CHANGED'],
    },
    ({ db, params, body, idempotencyKey }) => createHouseService(db).updatePit(params.id, body, idempotencyKey),
  ),
});
