import 'server-only';
import { callsOf, type Db } from '@/lib/server/db';
import * as crud from './crud';

/** Webhooks and what became of each delivery, as the signed-in person may see and change them. */
export function createEventsService(db: Db) {
  return callsOf(db, crud);
}
