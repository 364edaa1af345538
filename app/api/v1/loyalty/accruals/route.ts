import { route, routes } from '@/lib/server/http/route';
import { createLoyaltyService } from '@/services/loyalty';
import { accrualInputSchema, ledgerPostingSchema } from '@/services/loyalty/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Accrue a closed slip whose points could not be posted when it closed',
      capability: 'slip.manage',
      isIdempotent: true,
      body: accrualInputSchema,
      response: ledgerPostingSchema,
      errors: [
        'SLIP_NOT_FOUND',
        'SLIP_NOT_CLOSED',
        'SLIP_HELD',
        'NOTHING_TO_ACCRUE',
        'PLAYER_NOT_ENROLLED',
        'PLAYER_EXCLUDED',
        'NO_EARN_CONFIG',
        'POINTS_OUT_OF_RANGE',
      ],
    },
    ({ db, body, idempotencyKey }) => createLoyaltyService(db).accrueSlip(body.ratingSlipId, idempotencyKey),
  ),
});
