import type { NextRequest, NextResponse } from 'next/server';
import { orAsked, sessionOf, withCookies } from '@/lib/server/browser-session';
import { createDb, createGuestDb } from '@/lib/server/db';
import { enterAccount } from '@/lib/server/enter-account';
import { answerError, answerOk, type RequestFacts } from '@/lib/server/http/answer';
import { parseInput, readJson, requireSameOrigin } from '@/lib/server/http/read-request';
import { publicRoute, routes } from '@/lib/server/http/route';
import { keepDevice } from '@/lib/server/known-device';
import { noteSeen } from '@/lib/server/last-seen';
import { knockOf, settle } from '@/lib/server/sign-in-limit';
import { AppError } from '@/lib/shared/errors';
import { createCasinoService } from '@/services/casino';
import { meSchema } from '@/services/casino/dtos';
import { createStaffService } from '@/services/staff';
import { acceptInvitationInputSchema } from '@/services/staff/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: publicRoute(
    {
      summary: 'Accept an invitation: sets the password, and the session cookies',
      capability: 'public',
      body: acceptInvitationInputSchema,
      response: meSchema,
      errors: [
        'ORIGIN_REFUSED',
        'LINK_UNKNOWN',
        'LINK_USED',
        'LINK_WITHDRAWN',
        'LINK_LAPSED',
        'ACCOUNT_EXISTS',
        'ACCOUNT_NOT_INVITED',
        'EMAIL_NOT_CONFIRMED',
        'TOO_MANY_ATTEMPTS',
        'SERVER_KEY_UNKNOWN',
        'LICENCE_EXPIRED',
        'SECOND_FACTOR_NEEDED',
      ],
    },
    acceptInvitation,
  ),
});

async function acceptInvitation(request: NextRequest, facts: RequestFacts): Promise<NextResponse> {
  requireSameOrigin(request);
  const { token, password } = parseInput(acceptInvitationInputSchema, await readJson(request));
  // Before any account is made: without an invitation nobody gets one here, and it is the invited address's.
  const { email } = await createStaffService(createGuestDb(facts.correlationId)).readInvitation(token);
  const { client, cookies } = sessionOf(request);
  const knock = knockOf(request, email, facts.correlationId);
  const { access_token } = await enterAccount(client, password, knock);
  const db = createDb(access_token, facts.correlationId);
  await createStaffService(db).acceptInvitation(token);
  const me = await createCasinoService(db).getMe().catch(orAsked);
  keepDevice(request, cookies, await settle(knock, 'entered'));
  if (me instanceof AppError) return withCookies(answerError(facts, me), cookies);
  void noteSeen(access_token);
  return withCookies(answerOk(facts, 200, meSchema.parse(me)), cookies);
}
