import 'server-only';
import type { Db } from '@/lib/server/db';
import { logger } from '@/lib/server/logger';
import { AppError } from '@/lib/shared/errors';
import type { Page } from '@/lib/shared/schemas';
import * as crud from './crud';
import type {
  BalanceHistory,
  CorrectionInput,
  EarnConfig,
  EarnConfigResult,
  LedgerEntry,
  LedgerIntegrity,
  LedgerPageQuery,
  LedgerPosting,
  LedgerSinceSeal,
  LoyaltyTiers,
  LoyaltyTiersResult,
  MidSessionRewardInput,
  ReplaceTiersInput,
  ReversalInput,
  ReversalPosting,
  SetTierInput,
  SetTierResult,
  SettleSlipInput,
  SlipRewards,
  UpdateEarnConfigInput,
} from './dtos';
import * as map from './mappers';

/** The ledger with its rewards, history and proofs, and how points and tiers are earned, as the signed-in person may see and change them. */
export function createLoyaltyService(db: Db) {
  return {
    /** Issues bonus points on a live slip. The same key and request answer the original entry with `isExisting`. */
    async issueMidSessionReward(input: MidSessionRewardInput, idempotencyKey: string): Promise<LedgerPosting> {
      const startedAt = performance.now();
      try {
        const posting = map.mapLedgerPosting(await crud.insertMidSessionReward(db, input, idempotencyKey));
        logReward(db, startedAt, { outcome: posting.isExisting ? 'replayed' : 'issued', entryId: posting.entry.id });
        return posting;
      } catch (error) {
        logReward(db, startedAt, { outcome: 'refused', code: error instanceof AppError ? error.code : 'INTERNAL' });
        throw error;
      }
    },

    /** What was given on a slip, newest first. SLIP_NOT_FOUND. */
    async listSlipRewards(ratingSlipId: string): Promise<SlipRewards> {
      return map.mapSlipRewards(await crud.selectSlipRewards(db, ratingSlipId));
    },

    /** A player's entries, newest first. The cursor is the entry number to continue before. PLAYER_NOT_FOUND. */
    async listLedgerEntries(playerId: string, query: LedgerPageQuery): Promise<Page<LedgerEntry>> {
      return map.mapLedgerPage(await crud.selectLedgerEntries(db, playerId, parseEntryCursor(query.cursor), query));
    },

    /** A player's balance at the end of each gaming day that moved it. PLAYER_NOT_FOUND. */
    async getBalanceHistory(playerId: string, days: number): Promise<BalanceHistory> {
      return map.mapBalanceHistory(await crud.selectBalanceHistory(db, playerId, days));
    },

    /** A manager's correction, up or down, with a note. PLAYER_NOT_FOUND, INSUFFICIENT_POINTS. */
    async postCorrection(input: CorrectionInput, idempotencyKey: string): Promise<LedgerPosting> {
      return map.mapLedgerPosting(await crud.insertCorrection(db, input, idempotencyKey));
    },

    /** Takes one entry back, once. ENTRY_NOT_FOUND, ENTRY_ALREADY_REVERSED, ENTRY_NOT_REVERSIBLE. */
    async reverseEntry(input: ReversalInput, idempotencyKey: string): Promise<ReversalPosting> {
      return map.mapReversal(await crud.insertReversal(db, input, idempotencyKey));
    },

    /** Accrues a closed slip whose accrual failed; once per slip, whoever asks. SLIP_NOT_CLOSED, NOTHING_TO_ACCRUE and others by code. */
    async accrueSlip(ratingSlipId: string, idempotencyKey: string): Promise<LedgerPosting> {
      return map.mapLedgerPosting(await crud.insertAccrual(db, ratingSlipId, idempotencyKey));
    },

    /** Posts what a closed slip is due that has no points in force. SLIP_NOT_CLOSED, ALREADY_SETTLED, NOTHING_TO_ACCRUE and others by code. */
    async settleSlip(ratingSlipId: string, input: SettleSlipInput, idempotencyKey: string): Promise<LedgerPosting> {
      return map.mapLedgerPosting(await crud.insertSettlement(db, ratingSlipId, input.note, idempotencyKey));
    },

    /** Sets a player's tier, up or down, with a reason. PLAYER_NOT_FOUND, UNKNOWN_TIER. */
    async setPlayerTier(playerId: string, input: SetTierInput, idempotencyKey: string): Promise<SetTierResult> {
      return map.mapSetTier(await crud.updatePlayerTier(db, playerId, input, idempotencyKey));
    },

    /** How players earn. NO_EARN_CONFIG. */
    async getEarnConfig(): Promise<EarnConfig> {
      return map.mapEarnConfig(await crud.selectEarnConfig(db));
    },

    /** Sets how players earn, for slips that close from now on. EARN_CONFIG_CHANGED. */
    async updateEarnConfig(input: UpdateEarnConfigInput, idempotencyKey: string): Promise<EarnConfigResult> {
      return map.mapEarnConfigResult(await crud.updateEarnConfig(db, input, idempotencyKey));
    },

    /** The tiers, the lowest first. */
    async listTiers(): Promise<LoyaltyTiers> {
      return map.mapTiers(await crud.selectTiers(db));
    },

    /** Sets the tiers. TIERS_CHANGED, TIER_IN_USE. */
    async replaceTiers(input: ReplaceTiersInput, idempotencyKey: string): Promise<LoyaltyTiersResult> {
      return map.mapTiersResult(await crud.updateTiers(db, input, idempotencyKey));
    },

    /** Walks every hash chain of the casino and compares balances with sums. */
    async verifyLedger(): Promise<LedgerIntegrity> {
      return map.mapLedgerIntegrity(await crud.selectLedgerIntegrity(db));
    },

    /** Proves what came after the newest seal, and that what is sealed still ends where it did. */
    async verifyLedgerSinceSeal(): Promise<LedgerSinceSeal> {
      return map.mapLedgerSinceSeal(await crud.selectLedgerSinceSeal(db));
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
