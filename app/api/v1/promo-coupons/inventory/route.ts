import { route, routes } from '@/lib/server/http/route';
import { createPromoService } from '@/services/promo';
import { promoInventorySchema } from '@/services/promo/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Counts and sums of all coupons by status',
      capability: 'dashboard.read',
      response: promoInventorySchema,
    },
    ({ db }) => createPromoService(db).getInventory(),
  ),
});
