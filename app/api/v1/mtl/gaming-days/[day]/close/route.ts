import { route, routes } from '@/lib/server/http/route';
import { createMtlService } from '@/services/mtl';
import { closeMtlDayInputSchema, mtlDayCloseResultSchema, mtlDayParamsSchema } from '@/services/mtl/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Sign a gaming day’s cash log as the second person',
      capability: 'mtl.write',
      isIdempotent: true,
      params: mtlDayParamsSchema,
      body: closeMtlDayInputSchema,
      response: mtlDayCloseResultSchema,
      errors: ['MTL_DAY_CLOSED', 'SECOND_PERSON_REQUIRED'],
    },
    ({ db, params, body, idempotencyKey }) => createMtlService(db).closeGamingDay(params.day, body, idempotencyKey),
  ),
});
