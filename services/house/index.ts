import 'server-only';
import { callsOf, type Db } from '@/lib/server/db';
import * as crud from './crud';

/** How the floor is set up: pits, tables, games. */
export function createHouseService(db: Db) {
  return callsOf(db, crud);
}
