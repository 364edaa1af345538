import { route, routes } from '@/lib/server/http/route';
import { createCasinoService } from '@/services/casino';
import {
  casinoSettingsResultSchema,
  casinoSettingsSchema,
  updateCasinoSettingsInputSchema,
} from '@/services/casino/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    { summary: 'The casino’s settings with the alert thresholds', capability: null, response: casinoSettingsSchema },
    ({ db }) => createCasinoService(db).getSettings(),
  ),
  PATCH: route(
    {
      summary: 'Change some settings, the alert thresholds by rule and figure',
      capability: 'settings.write',
      isIdempotent: true,
      body: updateCasinoSettingsInputSchema,
      response: casinoSettingsResultSchema,
      errors: ['SETTINGS_CHANGED'],
    },
    ({ db, body, idempotencyKey }) => createCasinoService(db).updateSettings(body, idempotencyKey),
  ),
});
