import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createLoyaltyService } from '@/services/loyalty';
import { ledgerPageQuerySchema, ledgerPageSchema } from '@/services/loyalty/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: "A player's ledger entries, newest first",
      capability: 'floor.read',
      params: idParamsSchema,
      query: ledgerPageQuerySchema,
      response: ledgerPageSchema,
      errors: ['PLAYER_NOT_FOUND'],
    },
    ({ db, params, query }) => createLoyaltyService(db).listLedgerEntries(params.id, query),
  ),
});
