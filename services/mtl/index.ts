import 'server-only';
import { callsOf, type Db } from '@/lib/server/db';
import * as crud from './crud';

/** The cash log: entries, who unknown patrons turned out to be, and gaming days with their signatures. */
export function createMtlService(db: Db) {
  return callsOf(db, crud);
}
