import type { NextRequest, NextResponse } from 'next/server';
import { createGuestDb } from '@/lib/server/db';
import { answerOk, type RequestFacts } from '@/lib/server/http/answer';
import { parseInput, readJson, requireSameOrigin } from '@/lib/server/http/read-request';
import { publicRoute, routes } from '@/lib/server/http/route';
import { createStaffService } from '@/services/staff';
import { passwordSetSchema, resetPasswordInputSchema } from '@/services/staff/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: publicRoute(
    {
      summary: 'Set a password by a one-time link; signs its person out on every device',
      capability: 'public',
      body: resetPasswordInputSchema,
      response: passwordSetSchema,
      errors: [
        'ORIGIN_REFUSED',
        'LINK_UNKNOWN',
        'LINK_USED',
        'LINK_WITHDRAWN',
        'LINK_LAPSED',
        'WORKS_ELSEWHERE',
        'NO_SECOND_PERSON',
      ],
    },
    usePasswordLink,
  ),
});

async function usePasswordLink(request: NextRequest, facts: RequestFacts): Promise<NextResponse> {
  requireSameOrigin(request);
  const { token, password } = parseInput(resetPasswordInputSchema, await readJson(request));
  const service = createStaffService(createGuestDb(facts.correlationId));
  return answerOk(facts, 200, await service.resetPassword(token, password));
}
