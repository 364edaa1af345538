import type { NextRequest, NextResponse } from 'next/server';
import { createGuestDb } from '@/lib/server/db';
import { answerOk, type RequestFacts } from '@/lib/server/http/answer';
import { parseInput, readJson, requireSameOrigin } from '@/lib/server/http/read-request';
import { publicRoute, routes } from '@/lib/server/http/route';
import { createFoundingService } from '@/services/founding';
import { foundCasinoInputSchema, foundedSchema } from '@/services/founding/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: publicRoute(
    {
      summary:
        'Make a new casino by a founding link, all of it or nothing, once; sent again it makes the open links anew',
      capability: 'public',
      body: foundCasinoInputSchema,
      response: foundedSchema,
      errors: [
        'ORIGIN_REFUSED',
        'LINK_UNKNOWN',
        'FOUNDING_LINK_LAPSED',
        'FOUNDING_LINK_USED',
        'CASINO_EXISTS',
        'GAME_EXISTS',
        'PIT_NAME_TAKEN',
        'TABLE_LABEL_TAKEN',
        'STAFF_EMAIL_TAKEN',
      ],
    },
    foundCasino,
  ),
});

async function foundCasino(request: NextRequest, facts: RequestFacts): Promise<NextResponse> {
  requireSameOrigin(request);
  const { token, casino } = parseInput(foundCasinoInputSchema, await readJson(request));
  const founding = createFoundingService(createGuestDb(facts.correlationId));
  return answerOk(facts, 201, await founding.foundCasino(token, casino));
}
