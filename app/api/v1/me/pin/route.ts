import { signInAside } from '@/lib/server/change-password';
import { createDb } from '@/lib/server/db';
import { route, routes } from '@/lib/server/http/route';
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
      const { staff, casino } = await createCasinoService(db).getMe();
      const { currentPassword } = body;
      const knock = knockOf(request, staff.email, db.correlationId);
      const aside = await signInAside({ knock, currentPassword });
      const { data } = await aside.auth.getSession();
      if (!data.session) throw new AppError('UNAVAILABLE');
      try {
        // By the session of just now: the database takes no other for it.
        const own = createDb(data.session.access_token, db.correlationId);
        // One's PIN is of a casino, as what it opens.
        await createCasinoService(own).chooseCasino(casino.id);
        return await createStaffService(own).setPin(body.pin, idempotencyKey);
      } finally {
        await aside.auth.signOut({ scope: 'local' });
      }
    },
  ),
});
