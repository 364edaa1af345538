import { route, routes } from '@/lib/server/http/route';
import { createCtrService } from '@/services/ctr';
import { filingProfileResultSchema, filingProfileSchema, updateFilingProfileInputSchema } from '@/services/ctr/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: route(
    {
      summary: 'What a currency transaction report asks of the house, and what of it is missing',
      capability: 'ctr.manage',
      response: filingProfileSchema,
    },
    ({ db }) => createCtrService(db).getFilingProfile(),
  ),
  PATCH: route(
    {
      summary: 'Set institution, location, contact and transmitter',
      capability: 'settings.write',
      isIdempotent: true,
      body: updateFilingProfileInputSchema,
      response: filingProfileResultSchema,
      errors: ['FILING_PROFILE_CHANGED'],
    },
    ({ db, body, idempotencyKey }) => createCtrService(db).updateFilingProfile(body, idempotencyKey),
  ),
});
