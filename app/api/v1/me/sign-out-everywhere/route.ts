import { route, routes } from '@/lib/server/http/route';
import { emptyBodySchema } from '@/lib/shared/schemas';
import { createStaffService } from '@/services/staff';
import { signedOutResultSchema } from '@/services/staff/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Sign oneself out on every device, this one too',
      capability: null,
      isIdempotent: true,
      body: emptyBodySchema,
      response: signedOutResultSchema,
    },
    ({ db, idempotencyKey }) => createStaffService(db).signOutEverywhere(idempotencyKey),
  ),
});
