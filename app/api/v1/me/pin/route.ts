import { signInAside } from '@/lib/server/change-password';
import { route, routes } from '@/lib/server/http/route';
import { claimsOf } from '@/lib/server/session';
import { knockOf } from '@/lib/server/sign-in-limit';
import { AppError } from '@/lib/shared/errors';
import { createCasinoService } from '@/services/casino';
import { createStaffService } from '@/services/staff';
import { pinResultSchema, setPinInputSchema } from '@/services/staff/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  PUT: route(
    {
      summary: 'Set one’s own PIN, by one’s password, for tablets that several people use',
      capability: null,
      isIdempotent: true,
      body: setPinInputSchema,
      response: pinResultSchema,
      errors: ['PASSWORD_WRONG', 'TOO_MANY_ATTEMPTS', 'SERVER_KEY_UNKNOWN', 'SIGN_IN_ANEW'],
    },
    async ({ request, db, body, idempotencyKey }) => {
      const { staff } = await createCasinoService(db).getMe();
      const { currentPassword } = body;
      const knock = knockOf(request, staff.email, db.correlationId);
      const aside = await signInAside({ knock, currentPassword });
      const { data } = await aside.auth.getSession();
      if (!data.session) throw new AppError('UNAVAILABLE');
      try {
        // Proved by the session of just now, which may be at no casino, and was asked for no code.
        const { session_id } = claimsOf(data.session.access_token);
        return await createStaffService(db).setPin(body.pin, session_id, idempotencyKey);
      } finally {
        await aside.auth.signOut({ scope: 'local' });
      }
    },
  ),
});
