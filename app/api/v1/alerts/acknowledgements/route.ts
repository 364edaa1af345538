import { route, routes } from '@/lib/server/http/route';
import { createShiftService } from '@/services/shift';
import { acknowledgeAlertInputSchema, acknowledgementResultSchema } from '@/services/shift/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Note that one has seen an alert',
      capability: 'shift.manage',
      isIdempotent: true,
      body: acknowledgeAlertInputSchema,
      response: acknowledgementResultSchema,
      errors: ['ALERT_NOT_FIRING', 'ALERT_ACKNOWLEDGED'],
    },
    ({ db, body, idempotencyKey }) => createShiftService(db).acknowledgeAlert(body, idempotencyKey),
  ),
});
