import 'server-only';
import { callsOf, type Db } from '@/lib/server/db';
import * as crud from './crud';

/** Setting a new casino up, by the link of whoever runs the database. */
export function createFoundingService(db: Db) {
  return callsOf(db, crud);
}
