import 'server-only';
import type { Db } from '@/lib/server/db';
import * as crud from './crud';
import type {
  CreateRewardInput,
  IssuedReward,
  IssueRewardInput,
  OfferList,
  RedemptionInput,
  RedemptionResult,
  Reward,
  RewardList,
  RewardPreview,
  RewardResult,
  UpdateRewardInput,
} from './dtos';
import * as map from './mappers';

/** What the casino offers, who may get it, and the one door to give it, as the signed-in person may see and use them. */
export function createCatalogService(db: Db) {
  return {
    /** The catalog, active rewards first; or only what is switched on or off. */
    async listRewards(isActive?: boolean): Promise<RewardList> {
      return map.mapRewards(await crud.selectRewards(db, isActive));
    },

    /** One reward with price, tiers, limits and eligibility. REWARD_NOT_FOUND. */
    async getReward(rewardId: string): Promise<Reward> {
      return map.mapReward(await crud.selectReward(db, rewardId));
    },

    /** Makes a reward. UNKNOWN_TIER, MATCH_NOT_EXACT, REWARD_CODE_TAKEN. */
    async createReward(input: CreateRewardInput, idempotencyKey: string): Promise<RewardResult> {
      return map.mapRewardResult(await crud.insertReward(db, input, idempotencyKey));
    },

    /** Changes what is given of a reward. REWARD_NOT_FOUND, REWARD_CHANGED, UNKNOWN_TIER, MATCH_NOT_EXACT. */
    async updateReward(rewardId: string, input: UpdateRewardInput, idempotencyKey: string): Promise<RewardResult> {
      return map.mapRewardResult(await crud.updateReward(db, rewardId, input, idempotencyKey));
    },

    /** Who in the house could get a reward now, were it active. REWARD_NOT_FOUND. */
    async previewReward(rewardId: string): Promise<RewardPreview> {
      return map.mapRewardPreview(await crud.selectRewardPreview(db, rewardId));
    },

    /** Every active reward as a player could get it now; a no is data. PLAYER_NOT_FOUND, VISIT_NOT_FOUND. */
    async listOffers(playerId: string, visitId?: string): Promise<OfferList> {
      return map.mapOffers(await crud.selectOffers(db, playerId, visitId));
    },

    /** Gives a comp or an entitlement. The same key and request answer the original with `isExisting`. */
    async issueReward(rewardId: string, input: IssueRewardInput, idempotencyKey: string): Promise<IssuedReward> {
      return map.mapIssuedReward(await crud.insertIssuedReward(db, rewardId, input, idempotencyKey));
    },

    /** Gives a comp, and answers as every ledger posting does. */
    async redeemPoints(input: RedemptionInput, idempotencyKey: string): Promise<RedemptionResult> {
      return map.mapRedemption(await crud.insertRedemption(db, input, idempotencyKey));
    },
  };
}
