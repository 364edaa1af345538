import 'server-only';
import { type Db, runRpc } from '@/lib/server/db';
import type { Json } from '@/types/database.types';

/** Who the caller is. UNAUTHENTICATED, FORBIDDEN without an active staff row. */
export function selectMe(db: Db): Promise<unknown> {
  return runRpc('rpc_get_me', db.client.rpc('rpc_get_me'));
}

/** The casino's settings. */
export function selectSettings(db: Db): Promise<unknown> {
  return runRpc('rpc_get_casino_settings', db.client.rpc('rpc_get_casino_settings'));
}

/** Changes the settings that `changes` names, in the database's words. */
export function updateSettings(
  db: Db,
  changes: Json,
  expectedUpdatedAt: string | undefined,
  idempotencyKey: string,
): Promise<unknown> {
  return runRpc(
    'rpc_update_casino_settings',
    db.client.rpc('rpc_update_casino_settings', {
      p_changes: changes,
      p_expected_updated_at: expectedUpdatedAt,
      p_idempotency_key: idempotencyKey,
      p_correlation_id: db.correlationId,
    }),
  );
}
