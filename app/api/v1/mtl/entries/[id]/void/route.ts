import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createMtlService } from '@/services/mtl';
import { mtlEntryResultSchema, voidMtlEntryInputSchema } from '@/services/mtl/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Void an entry of the cash log by one that names it',
      capability: 'mtl.write',
      isIdempotent: true,
      params: idParamsSchema,
      body: voidMtlEntryInputSchema,
      response: mtlEntryResultSchema,
      errors: ['MTL_ENTRY_NOT_FOUND', 'MTL_ENTRY_VOIDED'],
    },
    ({ db, params, body, idempotencyKey }) => createMtlService(db).voidEntry(params.id, body.reason, idempotencyKey),
  ),
});
