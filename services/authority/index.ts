import 'server-only';
import { callsOf, type Db } from '@/lib/server/db';
import * as crud from './crud';

/** How much who may give, and what is left of it. */
export function createAuthorityService(db: Db) {
  return callsOf(db, crud);
}
