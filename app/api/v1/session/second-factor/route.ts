import type { NextRequest, NextResponse } from 'next/server';
import { liveSession, sessionOf, withCookies } from '@/lib/server/browser-session';
import { createDb } from '@/lib/server/db';
import { answerError, answerOk, type RequestFacts } from '@/lib/server/http/answer';
import { parseInput, readJson, requireSameOrigin } from '@/lib/server/http/read-request';
import { publicRoute, routes } from '@/lib/server/http/route';
import { noteSeen } from '@/lib/server/last-seen';
import { forgetParked } from '@/lib/server/parked-session';
import { giveSecondFactor } from '@/lib/server/second-factor';
import { claimsOf } from '@/lib/server/session';
import { AppError } from '@/lib/shared/errors';
import { newId } from '@/lib/shared/ids';
import { createCasinoService } from '@/services/casino';
import { type Me, meSchema, secondFactorCodeInputSchema } from '@/services/casino/dtos';
import { createStaffService } from '@/services/staff';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: publicRoute(
    {
      summary: 'Give the code of one’s second factor, which finishes setting it up: renews the session cookies',
      capability: 'public',
      body: secondFactorCodeInputSchema,
      response: meSchema,
      errors: [
        'ORIGIN_REFUSED',
        'UNAUTHENTICATED',
        'SECOND_FACTOR_WRONG',
        'SECOND_FACTOR_NEEDED',
        'SECOND_FACTOR_UNAVAILABLE',
        'TOO_MANY_ATTEMPTS',
        'FORBIDDEN',
        'LICENCE_EXPIRED',
        'CASINO_NOT_CHOSEN',
      ],
    },
    giveCode,
  ),
});

async function giveCode(request: NextRequest, facts: RequestFacts): Promise<NextResponse> {
  requireSameOrigin(request);
  const { code } = parseInput(secondFactorCodeInputSchema, await readJson(request));
  const { client, cookies } = sessionOf(request);
  const { access_token } = await liveSession(request, client);
  // Another tab was first: the session has it.
  const isGiven = claimsOf(access_token).aal === 'aal2';
  const token = isGiven ? access_token : await giveSecondFactor(client, access_token, code);

  const entered = await enter(token, facts, isGiven).catch(refusalOf);
  // The session goes on by the new cookies only, whoever is let in by it.
  if (entered instanceof AppError) return withCookies(answerError(facts, entered), cookies);
  void noteSeen(token);
  // What was parked here of theirs is an older session.
  const parked = forgetParked(entered.staff.id, request);
  if (request.cookies.has(parked.name)) cookies.set(parked.name, parked);
  return withCookies(answerOk(facts, 200, meSchema.parse(entered)), cookies);
}

async function enter(token: string, facts: RequestFacts, isNoted: boolean): Promise<Me> {
  const db = createDb(token, facts.correlationId);
  if (!isNoted) await createStaffService(db).noteSecondFactor(newId());
  return createCasinoService(db).getMe();
}

function refusalOf(error: unknown): AppError {
  if (error instanceof AppError) return error;
  throw error;
}
