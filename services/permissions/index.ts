import 'server-only';
import { callsOf, type Db } from '@/lib/server/db';
import * as crud from './crud';

/** Who may do what in the casino, and what was asked to be otherwise. */
export function createPermissionsService(db: Db) {
  return callsOf(db, crud);
}
