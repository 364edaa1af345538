import 'server-only';
import { callsOf, type Db } from '@/lib/server/db';
import * as crud from './crud';

/** Who may receive nothing, and who was met by that, for compliance. */
export function createExclusionsService(db: Db) {
  return callsOf(db, crud);
}
