import { route, routes } from '@/lib/server/http/route';
import { createLoyaltyService } from '@/services/loyalty';
import { ledgerIntegritySchema } from '@/services/loyalty/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'Prove the ledger: every hash chain walked, every balance compared',
      capability: 'ledger.verify',
      response: ledgerIntegritySchema,
    },
    ({ db }) => createLoyaltyService(db).verifyLedger(),
  ),
});
