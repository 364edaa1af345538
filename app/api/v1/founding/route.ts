import type { NextRequest, NextResponse } from 'next/server';
import { createGuestDb } from '@/lib/server/db';
import { answerOk, type RequestFacts } from '@/lib/server/http/answer';
import { parseInput, readJson, requireSameOrigin } from '@/lib/server/http/read-request';
import { publicRoute, routes } from '@/lib/server/http/route';
import { createFoundingService } from '@/services/founding';
import { foundingSchema, readFoundingInputSchema } from '@/services/founding/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: publicRoute(
    {
      summary: 'What a founding link opens; the token goes in the body, so that no log of addresses has it',
      capability: 'public',
      body: readFoundingInputSchema,
      response: foundingSchema,
      errors: ['ORIGIN_REFUSED', 'LINK_UNKNOWN', 'FOUNDING_LINK_LAPSED'],
    },
    readFounding,
  ),
});

async function readFounding(request: NextRequest, facts: RequestFacts): Promise<NextResponse> {
  requireSameOrigin(request);
  const { token } = parseInput(readFoundingInputSchema, await readJson(request));
  return answerOk(facts, 200, await createFoundingService(createGuestDb(facts.correlationId)).readFounding(token));
}
