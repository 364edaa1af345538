import 'server-only';
import { callsOf, type Db } from '@/lib/server/db';
import * as crud from './crud';

/** Promo programs, coupons and what they expose the house to, as the signed-in person may see and change them. */
export function createPromoService(db: Db) {
  return callsOf(db, crud);
}
