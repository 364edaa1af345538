import 'server-only';
import { callsOf, type Db } from '@/lib/server/db';
import * as crud from './crud';

/** What waits for compliance, over everything that it works with. */
export function createComplianceService(db: Db) {
  return callsOf(db, crud);
}
