import 'server-only';
import { callsOf, type Db } from '@/lib/server/db';
import * as crud from './crud';

/** What the casino offers, who may get it, and the one door to give it, as the signed-in person may see and use them. */
export function createCatalogService(db: Db) {
  return callsOf(db, crud);
}
