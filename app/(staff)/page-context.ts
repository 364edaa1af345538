import 'server-only';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { createDb, type Db } from '@/lib/server/db';
import { hasSecondFactor } from '@/lib/server/second-factor';
import { claimsOf, createSessionClient, findAccessToken, isSessionCookie } from '@/lib/server/session';
import { AppError, type ErrorCode } from '@/lib/shared/errors';
import { newId } from '@/lib/shared/ids';
import { choosePath, HOME, secondFactorPath, signInPath } from '@/lib/shared/sign-in-path';
import { createCasinoService } from '@/services/casino';
import type { Me, MyCasino } from '@/services/casino/dtos';
import { createCatalogService } from '@/services/catalog';
import { createFloorService } from '@/services/floor';
import { createImportsService } from '@/services/imports';
import { createLoyaltyService } from '@/services/loyalty';
import { createMtlService } from '@/services/mtl';
import { createPromoService } from '@/services/promo';
import { createReconciliationService } from '@/services/reconciliation';
import { createReportsService } from '@/services/reports';
import { createShiftService } from '@/services/shift';
import { createStaffService } from '@/services/staff';

/** Who is refused with one of these is nobody here. */
const STRANGERS: readonly ErrorCode[] = ['UNAUTHENTICATED', 'FORBIDDEN', 'LICENCE_EXPIRED'];

const getToken = cache(async () => findAccessToken((await cookies()).getAll(), { headers: await headers() }));

const getDb = cache(async (): Promise<Db | null> => {
  const token = await getToken();
  return token ? createDb(token, newId()) : null;
});

/** `asked`: signed in, and asked for the code of a second factor, or to set one up. */
type Found = { me: Me | null; mustChoose: boolean; asked: { isEnrolled: boolean } | null };
const NOBODY: Found = { me: null, mustChoose: false, asked: null };

const lookForMe = cache(async (): Promise<Found> => {
  const db = await getDb();
  if (!db) return NOBODY;
  try {
    return { ...NOBODY, me: await createCasinoService(db).getMe() };
  } catch (error) {
    if (error instanceof AppError && error.code === 'CASINO_NOT_CHOSEN') return { ...NOBODY, mustChoose: true };
    if (error instanceof AppError && error.code === 'SECOND_FACTOR_NEEDED')
      return { ...NOBODY, asked: { isEnrolled: error.details?.isEnrolled === true } };
    // Expired, revoked or deactivated, or the licence is: all lead to the sign-in page. Anything else is the error page's.
    if (error instanceof AppError && STRANGERS.includes(error.code)) return NOBODY;
    throw error;
  }
});

/** The signed-in person, or null. */
export async function findMe(): Promise<Me | null> {
  return (await lookForMe()).me;
}

/**
 * Whether who is signed in has a code to give before they go on, or an app to set up; null where nothing is asked. Also of who is
 * let in without it, and has one: some changes of the account take it.
 */
export async function findAskedFactor(): Promise<{ isEnrolled: boolean } | null> {
  const [{ me, asked }, token] = await Promise.all([lookForMe(), getToken()]);
  if (asked || !me || !token || claimsOf(token).aal === 'aal2') return asked;
  const held = (await cookies()).getAll();
  const client = createSessionClient({ getAll: () => held, setAll: () => {} }, { headers: await headers() });
  return (await hasSecondFactor(client)) ? { isEnrolled: true } : null;
}

/** Where the signed-in person works, also before they are at one of these casinos; null where nobody is signed in. */
export async function findMyCasinos(): Promise<MyCasino[] | null> {
  const db = await getDb();
  try {
    return db && (await createCasinoService(db).listMyCasinos());
  } catch (error) {
    if (error instanceof AppError && STRANGERS.includes(error.code)) return null;
    throw error;
  }
}

/** The signed-in person, or a redirect to the sign-in page, or to where one says at which casino one is, and from there back. */
export async function requireMe(): Promise<Me> {
  const { me, mustChoose, asked: factor } = await lookForMe();
  if (me) return me;
  if (factor) redirect(secondFactorPath((await headers()).get('x-path') ?? HOME));
  if (mustChoose) redirect(choosePath((await headers()).get('x-path') ?? HOME));
  const asked = { headers: await headers() };
  // Signing out takes the cookies along: where one is left, a session ended by itself.
  const hasEnded = (await cookies()).getAll().some(({ name }) => isSessionCookie(name, asked));
  redirect(signInPath(asked.headers.get('x-path') ?? HOME, { hasEnded }));
}

/** The services of the signed-in person, for pages that prefetch. */
export async function getServices() {
  const [token, me] = await Promise.all([getToken(), findMe()]);
  if (!token) throw new AppError('UNAUTHENTICATED');
  // As the person of the page: what it shows is of one casino, also where the session goes to another one meanwhile.
  const db = createDb(token, newId(), me?.staff.id);
  return {
    floor: createFloorService(db),
    promo: createPromoService(db),
    casino: createCasinoService(db),
    catalog: createCatalogService(db),
    loyalty: createLoyaltyService(db),
    mtl: createMtlService(db),
    reports: createReportsService(db),
    shift: createShiftService(db),
    staff: createStaffService(db),
    imports: createImportsService(db),
    reconciliation: createReconciliationService(db),
  };
}
