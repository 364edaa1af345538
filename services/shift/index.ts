import 'server-only';
import { callsOf, type Db } from '@/lib/server/db';
import * as crud from './crud';

/** Cash figures, table counts and alerts, as the signed-in person may see and change them. */
export function createShiftService(db: Db) {
  return callsOf(db, crud);
}
