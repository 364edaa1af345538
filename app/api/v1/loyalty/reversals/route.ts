import { route, routes } from '@/lib/server/http/route';
import { createLoyaltyService } from '@/services/loyalty';
import { reversalInputSchema, reversalPostingSchema } from '@/services/loyalty/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Take one ledger entry back, once, with a note; a reversal too, so that what it took back counts again',
      capability: 'ledger.correct',
      isIdempotent: true,
      body: reversalInputSchema,
      response: reversalPostingSchema,
      errors: [
        'ENTRY_NOT_FOUND',
        'ENTRY_ALREADY_REVERSED',
        'ENTRY_NOT_REVERSIBLE',
        'POINTS_OUT_OF_RANGE',
        'NOTE_REQUIRED',
      ],
    },
    ({ db, body, idempotencyKey }) => createLoyaltyService(db).reverseEntry(body, idempotencyKey),
  ),
});
