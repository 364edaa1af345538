import 'server-only';
import { callsOf, type Db } from '@/lib/server/db';
import * as crud from './crud';

/** Tables, players, visits and rating slips, as the signed-in person may see and change them. */
export function createFloorService(db: Db) {
  return callsOf(db, crud);
}
