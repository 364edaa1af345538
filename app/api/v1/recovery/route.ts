import type { NextRequest, NextResponse } from 'next/server';
import { answerOk, type RequestFacts } from '@/lib/server/http/answer';
import { parseInput, readJson, requireSameOrigin } from '@/lib/server/http/read-request';
import { publicRoute, routes } from '@/lib/server/http/route';
import { sendRecovery } from '@/lib/server/recover-password';
import { knockOf } from '@/lib/server/sign-in-limit';
import { recoverInputSchema, recoveringSchema } from '@/services/staff/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: publicRoute(
    {
      summary:
        'Have an e-mail sent by which a forgotten password is set anew; the answer is the same for every address',
      capability: 'public',
      body: recoverInputSchema,
      response: recoveringSchema,
      errors: ['ORIGIN_REFUSED', 'NO_RECOVERY_MAIL', 'TOO_MANY_ATTEMPTS', 'SERVER_KEY_UNKNOWN'],
    },
    recover,
  ),
});

async function recover(request: NextRequest, facts: RequestFacts): Promise<NextResponse> {
  requireSameOrigin(request);
  const { email } = parseInput(recoverInputSchema, await readJson(request));
  const site = request.headers.get('origin') ?? request.nextUrl.origin;
  await sendRecovery(knockOf(request, email, facts.correlationId), site);
  return answerOk(facts, 200, { isAsked: true });
}
