import { fromRow } from '@/lib/shared/wire';
import {
  type IssuedReward,
  issuedRewardSchema,
  type OfferList,
  offerListSchema,
  type RedemptionResult,
  type Reward,
  type RewardList,
  type RewardPreview,
  type RewardResult,
  redemptionResultSchema,
  rewardListSchema,
  rewardPreviewSchema,
  rewardResultSchema,
  rewardSchema,
} from './dtos';

/** The answer of `rpc_list_rewards`: all of them, on one page. */
export function mapRewards(row: unknown): RewardList {
  return rewardListSchema.parse({ ...(fromRow(row) as object), nextCursor: null });
}

/** The answer of `rpc_get_reward`. */
export function mapReward(row: unknown): Reward {
  return rewardSchema.parse(fromRow(row));
}

/** The answer of `rpc_upsert_reward`. */
export function mapRewardResult(row: unknown): RewardResult {
  return rewardResultSchema.parse(fromRow(row));
}

/** The answer of `rpc_list_reward_offers`: all of them, on one page. */
export function mapOffers(row: unknown): OfferList {
  return offerListSchema.parse({ ...(fromRow(row) as object), nextCursor: null });
}

/** The answer of `rpc_preview_reward`. */
export function mapRewardPreview(row: unknown): RewardPreview {
  return rewardPreviewSchema.parse(fromRow(row));
}

/** The answer of `rpc_issue_reward`. */
export function mapIssuedReward(row: unknown): IssuedReward {
  return issuedRewardSchema.parse(fromRow(row));
}

/** The answer of `rpc_redeem_points`. */
export function mapRedemption(row: unknown): RedemptionResult {
  return redemptionResultSchema.parse(fromRow(row));
}
