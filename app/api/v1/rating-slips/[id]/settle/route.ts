import { route, routes } from '@/lib/server/http/route';
import { idParamsSchema } from '@/lib/shared/schemas';
import { createLoyaltyService } from '@/services/loyalty';
import { ledgerPostingSchema, settleSlipInputSchema } from '@/services/loyalty/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Post what a closed slip is due that has no points in force, with a note',
      capability: 'ledger.correct',
      isIdempotent: true,
      params: idParamsSchema,
      body: settleSlipInputSchema,
      response: ledgerPostingSchema,
      errors: [
        'SLIP_NOT_FOUND',
        'SLIP_NOT_CLOSED',
        'ALREADY_SETTLED',
        'NOTHING_TO_ACCRUE',
        'PLAYER_NOT_ENROLLED',
        'PLAYER_EXCLUDED',
        'NO_EARN_CONFIG',
        'POINTS_OUT_OF_RANGE',
        'NOTE_REQUIRED',
      ],
    },
    ({ db, params, body, idempotencyKey }) => createLoyaltyService(db).settleSlip(params.id, body, idempotencyKey),
  ),
});
