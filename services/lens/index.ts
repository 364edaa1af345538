import 'server-only';
import { callsOf, type Db } from '@/lib/server/db';
import { acknowledgeFinding, acknowledgeFindings, countFindings, getFinding, listFindings } from './crud';

/** What stands out in the cash log and in what staff do, for compliance. */
export function createLensService(db: Db) {
  return callsOf(db, { acknowledgeFinding, acknowledgeFindings, countFindings, getFinding, listFindings });
}
