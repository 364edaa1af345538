import { route, routes } from '@/lib/server/http/route';
import { createShiftService } from '@/services/shift';
import { recordTableCountInputSchema, tableCountResultSchema } from '@/services/shift/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Record what a table held and took in a shift, or replace what was recorded',
      capability: 'shift.manage',
      isIdempotent: true,
      body: recordTableCountInputSchema,
      response: tableCountResultSchema,
      errors: ['TABLE_NOT_FOUND', 'SHIFT_NOT_FOUND', 'COUNT_CHANGED'],
    },
    ({ db, body, idempotencyKey }) => createShiftService(db).recordTableCount(body, idempotencyKey),
  ),
});
