import type { NextRequest, NextResponse } from 'next/server';
import { z } from 'zod';
import { dropSession, sessionOf, withCookies } from '@/lib/server/browser-session';
import { createDb } from '@/lib/server/db';
import { answerOk, type RequestFacts } from '@/lib/server/http/answer';
import { requireSameOrigin } from '@/lib/server/http/read-request';
import { publicRoute, routes } from '@/lib/server/http/route';
import { parkedCookies, sealSession } from '@/lib/server/parked-session';
import { lockedCookieName } from '@/lib/server/session';
import { AppError } from '@/lib/shared/errors';
import { newId } from '@/lib/shared/ids';
import { createStaffService } from '@/services/staff';

const parkedSchema = z.object({ isParked: z.literal(true) });

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: publicRoute(
    {
      summary: 'Park the browser’s session on its device until its person’s PIN, and lock the device',
      capability: 'public',
      response: parkedSchema,
      errors: ['ORIGIN_REFUSED', 'UNAUTHENTICATED', 'FORBIDDEN', 'PIN_NOT_SET', 'PIN_ENDED', 'SIGN_IN_ANEW'],
    },
    parkSession,
  ),
});

async function parkSession(request: NextRequest, facts: RequestFacts): Promise<NextResponse> {
  requireSameOrigin(request);
  const { client, cookies } = sessionOf(request);
  // The newest that the browser has: what was about to expire was renewed on the way here.
  const { data } = await client.auth.getSession();
  if (!data.session || request.cookies.has(lockedCookieName(request))) throw new AppError('UNAUTHENTICATED');
  const { access_token, refresh_token } = data.session;
  const parking = await createStaffService(createDb(access_token, facts.correlationId)).parkSession(newId());
  const { staffId, token, sealKey, lapsesAt } = parking;
  dropSession(request, cookies);
  const sealed = sealSession(refresh_token, sealKey, staffId);
  for (const cookie of parkedCookies(request, { staffId, token, sealed }, lapsesAt)) cookies.set(cookie.name, cookie);
  return withCookies(answerOk(facts, 200, { isParked: true }), cookies);
}
