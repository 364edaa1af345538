import 'server-only';
import { callRpc, createDb } from '@/lib/server/db';
import { logger } from '@/lib/server/logger';
import { AppError } from '@/lib/shared/errors';
import { newId } from '@/lib/shared/ids';

/** Notes that somebody came in, by a sign-in or a renewed session. Nobody waits for it in vain: what fails is logged and no more. */
export async function noteSeen(accessToken: string): Promise<void> {
  try {
    await callRpc(createDb(accessToken, newId()), 'rpc_stamp_last_seen', {});
  } catch (error) {
    // Whoever is let in no more was not here.
    if (error instanceof AppError && error.status < 500) return;
    logger.warn({ err: error }, 'when somebody was last seen is not noted');
  }
}
