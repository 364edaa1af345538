import 'server-only';
import { callsOf, type Db } from '@/lib/server/db';
import * as crud from './crud';

/** The audit trail, for who may read it. */
export function createAuditService(db: Db) {
  return callsOf(db, crud);
}
