import 'server-only';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { createDb, type Db } from '@/lib/server/db';
import { findAccessToken, isSessionCookie } from '@/lib/server/session';
import { AppError, type ErrorCode } from '@/lib/shared/errors';
import { newId } from '@/lib/shared/ids';
import { choosePath, HOME, signInPath } from '@/lib/shared/sign-in-path';
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

type Found = { me: Me | null; mustChoose: boolean };

const lookForMe = cache(async (): Promise<Found> => {
  const db = await getDb();
  if (!db) return { me: null, mustChoose: false };
  try {
    return { me: await createCasinoService(db).getMe(), mustChoose: false };
  } catch (error) {
    if (error instanceof AppError && error.code === 'CASINO_NOT_CHOSEN') return { me: null, mustChoose: true };
    // Expired, revoked or deactivated, or the licence is: all lead to the sign-in page. Anything else is the error page's.
    if (error instanceof AppError && STRANGERS.includes(error.code)) return { me: null, mustChoose: false };
    throw error;
  }
});

/** The signed-in person, or null. */
export async function findMe(): Promise<Me | null> {
  return (await lookForMe()).me;
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
  const { me, mustChoose } = await lookForMe();
  if (me) return me;
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
