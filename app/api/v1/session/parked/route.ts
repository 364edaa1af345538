import type { NextRequest, NextResponse } from 'next/server';
import { withCookies } from '@/lib/server/browser-session';
import { createGuestDb } from '@/lib/server/db';
import { answerOk, type RequestFacts } from '@/lib/server/http/answer';
import { publicRoute, routes } from '@/lib/server/http/route';
import { forgetParked, parkedOf } from '@/lib/server/parked-session';
import type { SessionCookie } from '@/lib/server/session';
import { AppError } from '@/lib/shared/errors';
import { createStaffService } from '@/services/staff';
import { type ParkedPerson, parkedPeopleSchema } from '@/services/staff/dtos';

export const { GET, POST, PUT, PATCH, DELETE } = routes({
  GET: publicRoute(
    {
      summary: 'Who may come in on this device by a PIN',
      capability: 'public',
      response: parkedPeopleSchema,
    },
    listParked,
  ),
});

async function listParked(request: NextRequest, facts: RequestFacts): Promise<NextResponse> {
  const staff = createStaffService(createGuestDb(facts.correlationId));
  const cookies = new Map<string, SessionCookie>();
  const people = await Promise.all(
    parkedOf(request.cookies.getAll(), request).map(async ({ staffId, token }): Promise<ParkedPerson | null> => {
      try {
        return await staff.readParked(token);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'PARKED_SESSION_GONE') throw error;
        cookies.set(staffId, forgetParked(staffId, request));
        return null;
      }
    }),
  );
  const items = people.filter((person) => person !== null);
  return withCookies(answerOk(facts, 200, parkedPeopleSchema.parse({ items })), cookies);
}
