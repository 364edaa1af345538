import type { NextRequest, NextResponse } from 'next/server';
import { z } from 'zod';
import { dropSession, liveSession, sessionOf, withCookies } from '@/lib/server/browser-session';
import { createDb } from '@/lib/server/db';
import { answerOk, type RequestFacts } from '@/lib/server/http/answer';
import { requireSameOrigin } from '@/lib/server/http/read-request';
import { publicRoute, routes } from '@/lib/server/http/route';
import { parkedCookies, sealSession } from '@/lib/server/parked-session';
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
  const { access_token, refresh_token } = await liveSession(request, client);
  const parking = await createStaffService(createDb(access_token, facts.correlationId)).parkSession(newId());
  const { staffId, token, sealKey, lapsesAt } = parking;
  dropSession(request, cookies);
  const sealed = sealSession(refresh_token, sealKey, staffId);
  for (const cookie of parkedCookies(request, { staffId, token, sealed }, lapsesAt)) cookies.set(cookie.name, cookie);
  return withCookies(answerOk(facts, 200, { isParked: true }), cookies);
}
