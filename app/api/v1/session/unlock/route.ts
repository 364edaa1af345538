import type { NextRequest, NextResponse } from 'next/server';
import { orAsked, sessionOf, withCookies } from '@/lib/server/browser-session';
import { createDb, createGuestDb } from '@/lib/server/db';
import { answerError, answerOk, type RequestFacts } from '@/lib/server/http/answer';
import { parseInput, readJson, requireSameOrigin } from '@/lib/server/http/read-request';
import { publicRoute, routes } from '@/lib/server/http/route';
import { noteSeen } from '@/lib/server/last-seen';
import { forgetParked, parkedOf, unsealSession } from '@/lib/server/parked-session';
import { AppError } from '@/lib/shared/errors';
import { createCasinoService } from '@/services/casino';
import { meSchema } from '@/services/casino/dtos';
import { createStaffService } from '@/services/staff';
import { unlockInputSchema } from '@/services/staff/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: publicRoute(
    {
      summary: 'Come in on a shared device by a PIN: sets the session cookies',
      capability: 'public',
      body: unlockInputSchema,
      response: meSchema,
      errors: [
        'ORIGIN_REFUSED',
        'PARKED_SESSION_GONE',
        'PIN_WRONG',
        'PIN_ENDED',
        'PIN_NOT_SET',
        'FORBIDDEN',
        'LICENCE_EXPIRED',
        'SECOND_FACTOR_NEEDED',
      ],
    },
    unlock,
  ),
});

async function unlock(request: NextRequest, facts: RequestFacts): Promise<NextResponse> {
  requireSameOrigin(request);
  const { staffId, pin } = parseInput(unlockInputSchema, await readJson(request));
  const parked = parkedOf(request.cookies.getAll(), request).find((one) => one.staffId === staffId);
  if (!parked) throw new AppError('PARKED_SESSION_GONE');
  const guest = createStaffService(createGuestDb(facts.correlationId));
  const { sealKey } = await guest.unlockSession(parked.token, pin);
  const refreshToken = unsealSession(parked, sealKey);
  if (refreshToken === null) throw new AppError('PARKED_SESSION_GONE');

  const { client, cookies } = sessionOf(request);
  const { data, error } = await client.auth.refreshSession({ refresh_token: refreshToken });
  const isRefused = error?.status !== undefined && error.status >= 400 && error.status < 500;
  if (!data.session) throw new AppError(isRefused ? 'PARKED_SESSION_GONE' : 'UNAVAILABLE', undefined, { cause: error });
  const { access_token } = data.session;
  const me = await createCasinoService(createDb(access_token, facts.correlationId)).getMe().catch(orAsked);
  const forgotten = forgetParked(staffId, request);
  cookies.set(forgotten.name, forgotten);
  if (me instanceof AppError) return withCookies(answerError(facts, me), cookies);
  void noteSeen(access_token);
  return withCookies(answerOk(facts, 200, meSchema.parse(me)), cookies);
}
