import 'server-only';
import { callsOf, type Db } from '@/lib/server/db';
import { logger } from '@/lib/server/logger';
import { AppError } from '@/lib/shared/errors';
import * as crud from './crud';
import type { LedgerPosting, MidSessionRewardInput } from './dtos';

/** Calls that the service offers as they are: each is one RPC, and nothing has to be done around it. */
const { issueMidSessionReward, ...SINGLE } = crud;

/** The ledger with its rewards, history and proofs, and how points and tiers are earned, as the signed-in person may see and change them. */
export function createLoyaltyService(db: Db) {
  return {
    ...callsOf(db, SINGLE),

    /** Issues bonus points on a live slip. The same key and request answer the original entry with `isExisting`. */
    async issueMidSessionReward(input: MidSessionRewardInput, idempotencyKey: string): Promise<LedgerPosting> {
      const startedAt = performance.now();
      try {
        const posting = await issueMidSessionReward(db, input, idempotencyKey);
        logReward(db, startedAt, { outcome: posting.isExisting ? 'replayed' : 'issued', entryId: posting.entry.id });
        return posting;
      } catch (error) {
        logReward(db, startedAt, { outcome: 'refused', code: error instanceof AppError ? error.code : 'INTERNAL' });
        throw error;
      }
    },
  };
}

/** One line per reward: what became of it, never who it was for. */
function logReward(db: Db, startedAt: number, facts: { outcome: string; entryId?: string; code?: string }): void {
  const durationMs = Math.round((performance.now() - startedAt) * 10) / 10;
  logger.info(
    {
      reward: 'mid_session',
      ...facts,
      isReplay: facts.outcome === 'replayed',
      durationMs,
      correlationId: db.correlationId,
    },
    'reward',
  );
}
