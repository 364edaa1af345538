import { route, routes } from '@/lib/server/http/route';
import { createLoyaltyService } from '@/services/loyalty';
import { ledgerSinceSealSchema } from '@/services/loyalty/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Prove quickly what came after the newest seal: not the whole proof',
      capability: 'ledger.verify',
      response: ledgerSinceSealSchema,
    },
    ({ db }) => createLoyaltyService(db).verifyLedgerSinceSeal(),
  ),
});
