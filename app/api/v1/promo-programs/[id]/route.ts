import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createPromoService } from '@/services/promo';
import { promoProgramResultSchema, promoProgramSchema, updatePromoProgramInputSchema } from '@/services/promo/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'One promo program',
      capability: 'floor.read',
      params: idParamsSchema,
      response: promoProgramSchema,
      errors: ['PROGRAM_NOT_FOUND'],
    },
    ({ db, params }) => createPromoService(db).getProgram(params.id),
  ),
  PATCH: route(
    {
      summary: 'Change a promo program, for coupons issued from now on',
      capability: 'catalog.write',
      isIdempotent: true,
      params: idParamsSchema,
      body: updatePromoProgramInputSchema,
      response: promoProgramResultSchema,
      errors: ['PROGRAM_NOT_FOUND', 'PROGRAM_CHANGED', 'PROGRAM_NAME_TAKEN', 'MATCH_NOT_EXACT'],
    },
    ({ db, params, body, idempotencyKey }) => createPromoService(db).updateProgram(params.id, body, idempotencyKey),
  ),
});
