import type { NextRequest, NextResponse } from 'next/server';
import { createDb } from '@/lib/server/db';
import { answerOk, type RequestFacts } from '@/lib/server/http/answer';
import { parseInput, readJson, requireSameOrigin } from '@/lib/server/http/read-request';
import { publicRoute, routes } from '@/lib/server/http/route';
import { endSessionsAtAuth, setRecoveredPassword } from '@/lib/server/recover-password';
import { AppError } from '@/lib/shared/errors';
import { newId } from '@/lib/shared/ids';
import { createCasinoService } from '@/services/casino';
import { createStaffService } from '@/services/staff';
import { passwordSetSchema, useRecoveryInputSchema } from '@/services/staff/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  POST: publicRoute(
    {
      summary: 'Set a password by what the link of a recovery e-mail brought; signs its person out on every device',
      capability: 'public',
      body: useRecoveryInputSchema,
      response: passwordSetSchema,
      errors: [
        'ORIGIN_REFUSED',
        'LINK_LAPSED',
        'SECOND_FACTOR_NEEDED',
        'SECOND_FACTOR_WRONG',
        'TOO_MANY_ATTEMPTS',
        'FORBIDDEN',
        'LICENCE_EXPIRED',
      ],
    },
    recovered,
  ),
});

async function recovered(request: NextRequest, facts: RequestFacts): Promise<NextResponse> {
  requireSameOrigin(request);
  const input = parseInput(useRecoveryInputSchema, await readJson(request));
  const accessToken = await setRecoveredPassword(input);
  // Whoever knew the one before is out, too.
  const db = createDb(accessToken, facts.correlationId);
  const casino = createCasinoService(db);
  // What the link brought is at none of several casinos yet; from each one is signed out of all.
  const [first, ...others] = await casino.listMyCasinos();
  if (first && others.length > 0) await casino.chooseCasino(first.casinoId);
  const isOut = await createStaffService(db)
    .signOutEverywhere(newId())
    .then(() => true, isNotAskedFor);
  if (!isOut) await endSessionsAtAuth(accessToken);
  return answerOk(facts, 200, { isSet: true });
}

/** Whoever has no second factor yet and is asked for one is let in nowhere, not even to sign out. */
function isNotAskedFor(error: unknown): false {
  if (error instanceof AppError && error.code === 'SECOND_FACTOR_NEEDED') return false;
  throw error;
}
