import { route, routes } from '@/lib/server/http/route';
import { createImportsService } from '@/services/imports';
import { confirmIdentityInputSchema, confirmIdentityResultSchema } from '@/services/imports/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: route(
    {
      summary: 'Confirm whom rows are about, though names, birth dates or ids differ',
      capability: 'reconcile.apply',
      isIdempotent: true,
      body: confirmIdentityInputSchema,
      response: confirmIdentityResultSchema,
      errors: ['IMPORT_ROW_NOT_FOUND', 'IDENTITY_CHANGED'],
    },
    ({ db, body, idempotencyKey }) => createImportsService(db).confirmIdentity(body, idempotencyKey),
  ),
});
