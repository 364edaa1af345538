import { route, routes } from '@/lib/server/http/route';
import { createShiftService } from '@/services/shift';
import { acknowledgeAlertsInputSchema, acknowledgementsResultSchema } from '@/services/shift/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Note that one has seen several alerts as they were shown, all in one step',
      capability: 'shift.manage',
      isIdempotent: true,
      body: acknowledgeAlertsInputSchema,
      response: acknowledgementsResultSchema,
      errors: ['ALERT_NOT_FIRING'],
    },
    ({ db, body, idempotencyKey }) => createShiftService(db).acknowledgeAlerts(body, idempotencyKey),
  ),
});
