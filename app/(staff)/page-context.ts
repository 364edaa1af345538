import 'server-only';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { createDb, type Db } from '@/lib/server/db';
import { findAccessToken, isSessionCookie } from '@/lib/server/session';
import { AppError, type ErrorCode } from '@/lib/shared/errors';
import { newId } from '@/lib/shared/ids';
import { HOME, signInPath } from '@/lib/shared/sign-in-path';
import { createCasinoService } from '@/services/casino';
import type { Me } from '@/services/casino/dtos';
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

const getDb = cache(async (): Promise<Db | null> => {
  const token = await findAccessToken((await cookies()).getAll());
  return token ? createDb(token, newId()) : null;
});

/** The signed-in person, or null. */
export const findMe = cache(async (): Promise<Me | null> => {
  const db = await getDb();
  if (!db) return null;
  try {
    return await createCasinoService(db).getMe();
  } catch (error) {
    // Expired, revoked or deactivated, or the licence is: all lead to the sign-in page. Anything else is the error page's.
    if (error instanceof AppError && STRANGERS.includes(error.code)) return null;
    throw error;
  }
});

/** The signed-in person, or a redirect to the sign-in page that leads back to where the person was. */
export async function requireMe(): Promise<Me> {
  const me = await findMe();
  if (me) return me;
  // Signing out takes the cookies along: where one is left, a session ended by itself.
  const hasEnded = (await cookies()).getAll().some(({ name }) => isSessionCookie(name));
  redirect(signInPath((await headers()).get('x-path') ?? HOME, { hasEnded }));
}

/** The services of the signed-in person, for pages that prefetch. */
export async function getServices() {
  const db = await getDb();
  if (!db) throw new AppError('UNAUTHENTICATED');
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
