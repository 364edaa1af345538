import 'server-only';
import { type Db, runRpc } from '@/lib/server/db';

/** Who the caller is. UNAUTHENTICATED, FORBIDDEN without an active staff row. */
export function selectMe(db: Db): Promise<unknown> {
  return runRpc('rpc_get_me', db.client.rpc('rpc_get_me'));
}
