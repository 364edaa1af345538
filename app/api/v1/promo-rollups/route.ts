import { route, routes } from '@/lib/server/http/route';
import { createPromoService } from '@/services/promo';
import { promoRollupQuerySchema, promoRollupSchema } from '@/services/promo/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Promo exposure of a gaming day or shift',
      capability: 'dashboard.read',
      query: promoRollupQuerySchema,
      response: promoRollupSchema,
      errors: ['SHIFT_NOT_FOUND'],
    },
    ({ db, query }) => createPromoService(db).getRollup(query),
  ),
});
