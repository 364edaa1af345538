import { changePassword } from '@/lib/server/change-password';
import { readAccessToken } from '@/lib/server/http/read-request';
import { route, routes } from '@/lib/server/http/route';
import { knockOf } from '@/lib/server/sign-in-limit';
import { createCasinoService } from '@/services/casino';
import { createStaffService } from '@/services/staff';
import { changePasswordInputSchema, signedOutResultSchema } from '@/services/staff/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  PUT: route(
    {
      summary: 'Set one’s own password anew, by the one before; signs one out on every device',
      capability: null,
      isIdempotent: true,
      body: changePasswordInputSchema,
      response: signedOutResultSchema,
      errors: ['PASSWORD_WRONG', 'TOO_MANY_ATTEMPTS', 'SERVER_KEY_UNKNOWN'],
    },
    async ({ request, db, body, idempotencyKey }) => {
      const { staff } = await createCasinoService(db).getMe();
      const accessToken = await readAccessToken(request);
      await changePassword({ ...body, accessToken, knock: knockOf(request, staff.email, db.correlationId) });
      // Whoever knew the one before is out, too.
      return createStaffService(db).signOutEverywhere(idempotencyKey);
    },
  ),
});
