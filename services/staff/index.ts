import 'server-only';
import { callsOf, type Db } from '@/lib/server/db';
import * as crud from './crud';

/** The people who work at the casino, for its admins. */
export function createStaffService(db: Db) {
  return callsOf(db, crud);
}
