import type { NextRequest, NextResponse } from 'next/server';
import { liveSession, sessionOf, withCookies } from '@/lib/server/browser-session';
import { createDb } from '@/lib/server/db';
import { answerOk, type RequestFacts } from '@/lib/server/http/answer';
import { requireSameOrigin } from '@/lib/server/http/read-request';
import { publicRoute, routes } from '@/lib/server/http/route';
import { beginSecondFactor } from '@/lib/server/second-factor';
import { createCasinoService } from '@/services/casino';
import { secondFactorSetupSchema } from '@/services/casino/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: publicRoute(
    {
      summary: 'Begin to set up a second factor, of who is asked for one and has none; the secret is told this once',
      capability: 'public',
      response: secondFactorSetupSchema,
      errors: [
        'ORIGIN_REFUSED',
        'UNAUTHENTICATED',
        'FORBIDDEN',
        'SECOND_FACTOR_NEEDED',
        'SECOND_FACTOR_UNAVAILABLE',
        'TOO_MANY_ATTEMPTS',
      ],
    },
    begin,
  ),
});

async function begin(request: NextRequest, facts: RequestFacts): Promise<NextResponse> {
  requireSameOrigin(request);
  const { client, cookies } = sessionOf(request);
  const { access_token } = await liveSession(request, client);
  const { casinoName } = await createCasinoService(createDb(access_token, facts.correlationId)).requireFactorless();
  const setup = await beginSecondFactor(client, `Pitside ${casinoName}`);
  return withCookies(answerOk(facts, 200, setup), cookies);
}
