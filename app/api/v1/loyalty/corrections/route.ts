import { route, routes } from '@/lib/server/http/route';
import { createLoyaltyService } from '@/services/loyalty';
import { correctionInputSchema, ledgerPostingSchema } from '@/services/loyalty/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: "Correct a player's points, up or down, with a note",
      capability: 'ledger.correct',
      isIdempotent: true,
      body: correctionInputSchema,
      response: ledgerPostingSchema,
      errors: [
        'PLAYER_NOT_FOUND',
        'PLAYER_NOT_ENROLLED',
        'INSUFFICIENT_POINTS',
        'POINTS_OUT_OF_RANGE',
        'NOTE_REQUIRED',
      ],
    },
    ({ db, body, idempotencyKey }) => createLoyaltyService(db).postCorrection(body, idempotencyKey),
  ),
});
