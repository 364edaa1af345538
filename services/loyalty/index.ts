import 'server-only';
import type { Db } from '@/lib/server/db';
import { logger } from '@/lib/server/logger';
import { AppError } from '@/lib/shared/errors';
import type { Page } from '@/lib/shared/schemas';
import { insertMidSessionReward, selectLedgerEntries, selectLedgerIntegrity, selectSlipRewards } from './crud';
import type { LedgerEntry, LedgerIntegrity, LedgerPosting, MidSessionRewardInput, SlipRewards } from './dtos';
import { mapLedgerIntegrity, mapLedgerPage, mapLedgerPosting, mapSlipRewards } from './mappers';

/** The ledger: rewards, history and proofs, as the signed-in person may see and change them. */
export function createLoyaltyService(db: Db) {
  return {
    /** Issues bonus points on a live slip. The same key and request answer the original entry with `isExisting`. */
    async issueMidSessionReward(input: MidSessionRewardInput, idempotencyKey: string): Promise<LedgerPosting> {
      const startedAt = performance.now();
      try {
        const posting = mapLedgerPosting(await insertMidSessionReward(db, input, idempotencyKey));
        logReward(db, startedAt, { outcome: posting.isExisting ? 'replayed' : 'issued', entryId: posting.entry.id });
        return posting;
      } catch (error) {
        logReward(db, startedAt, { outcome: 'refused', code: error instanceof AppError ? error.code : 'INTERNAL' });
        throw error;
      }
    },

    /** What was given on a slip, newest first. SLIP_NOT_FOUND. */
    async listSlipRewards(ratingSlipId: string): Promise<SlipRewards> {
      return mapSlipRewards(await selectSlipRewards(db, ratingSlipId));
    },

    /** A player's entries, newest first. `cursor` is the entry number to continue before. PLAYER_NOT_FOUND. */
    async listLedgerEntries(playerId: string, cursor: string | undefined, limit: number): Promise<Page<LedgerEntry>> {
      return mapLedgerPage(await selectLedgerEntries(db, playerId, parseEntryCursor(cursor), limit));
    },

    /** Walks every hash chain of the casino and compares balances with sums. */
    async verifyLedger(): Promise<LedgerIntegrity> {
      return mapLedgerIntegrity(await selectLedgerIntegrity(db));
    },
  };
}

function parseEntryCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  if (!/^[1-9]\d{0,14}$/.test(cursor)) {
    throw new AppError('VALIDATION_FAILED', { fields: { cursor: 'Use the nextCursor of the page before.' } });
  }
  return Number(cursor);
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
