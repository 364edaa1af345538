import type { NextRequest, NextResponse } from 'next/server';
import { createGuestDb } from '@/lib/server/db';
import { answerOk, type RequestFacts } from '@/lib/server/http/answer';
import { parseInput, readJson, requireSameOrigin } from '@/lib/server/http/read-request';
import { publicRoute, routes } from '@/lib/server/http/route';
import { createStaffService } from '@/services/staff';
import { passwordLinkSchema, readInvitationInputSchema } from '@/services/staff/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: publicRoute(
    {
      summary: 'Whose password a one-time link sets; the token goes in the body, so that no log of addresses has it',
      capability: 'public',
      body: readInvitationInputSchema,
      response: passwordLinkSchema,
      errors: ['ORIGIN_REFUSED', 'LINK_UNKNOWN', 'LINK_USED', 'LINK_WITHDRAWN', 'LINK_LAPSED'],
    },
    readPasswordLink,
  ),
});

async function readPasswordLink(request: NextRequest, facts: RequestFacts): Promise<NextResponse> {
  requireSameOrigin(request);
  const { token } = parseInput(readInvitationInputSchema, await readJson(request));
  return answerOk(facts, 200, await createStaffService(createGuestDb(facts.correlationId)).readPasswordLink(token));
}
