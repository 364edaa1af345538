import type { Page } from '@/lib/shared/schemas';
import { fromRow } from '@/lib/shared/wire';
import {
  type BalanceHistory,
  balanceHistorySchema,
  type EarnConfig,
  type EarnConfigResult,
  earnConfigResultSchema,
  earnConfigSchema,
  type LedgerEntry,
  type LedgerIntegrity,
  type LedgerPosting,
  type LedgerSinceSeal,
  type LoyaltyTiers,
  type LoyaltyTiersResult,
  ledgerIntegritySchema,
  ledgerPageSchema,
  ledgerPostingSchema,
  ledgerSinceSealSchema,
  loyaltyTiersResultSchema,
  loyaltyTiersSchema,
  type ReversalPosting,
  reversalPostingSchema,
  type SetTierResult,
  type SlipRewards,
  setTierResultSchema,
  slipRewardsSchema,
} from './dtos';

/** The answer of every RPC that posts to the ledger. */
export function mapLedgerPosting(row: unknown): LedgerPosting {
  return ledgerPostingSchema.parse(fromRow(row));
}

/** The answer of `rpc_reverse_entry`. */
export function mapReversal(row: unknown): ReversalPosting {
  return reversalPostingSchema.parse(fromRow(row));
}

/** The answer of `rpc_set_player_tier`. */
export function mapSetTier(row: unknown): SetTierResult {
  return setTierResultSchema.parse(fromRow(row));
}

/** The answer of `rpc_list_slip_rewards`. */
export function mapSlipRewards(row: unknown): SlipRewards {
  return slipRewardsSchema.parse(fromRow(row));
}

/** The answer of `rpc_list_ledger_entries`. */
export function mapLedgerPage(row: unknown): Page<LedgerEntry> {
  return ledgerPageSchema.parse(fromRow(row));
}

/** The answer of `rpc_verify_loyalty_ledger`. */
export function mapLedgerIntegrity(row: unknown): LedgerIntegrity {
  return ledgerIntegritySchema.parse(fromRow(row));
}

/** The answer of `rpc_verify_ledger_since_seal`. */
export function mapLedgerSinceSeal(row: unknown): LedgerSinceSeal {
  return ledgerSinceSealSchema.parse(fromRow(row));
}

/** The answer of `rpc_player_balance_history`. */
export function mapBalanceHistory(row: unknown): BalanceHistory {
  return balanceHistorySchema.parse(fromRow(row));
}

/** The answer of `rpc_get_earn_config`. */
export function mapEarnConfig(row: unknown): EarnConfig {
  return earnConfigSchema.parse(fromRow(row));
}

/** The answer of `rpc_update_earn_config`. */
export function mapEarnConfigResult(row: unknown): EarnConfigResult {
  return earnConfigResultSchema.parse(fromRow(row));
}

/** The answer of `rpc_list_loyalty_tiers`. */
export function mapTiers(row: unknown): LoyaltyTiers {
  return loyaltyTiersSchema.parse(fromRow(row));
}

/** The answer of `rpc_replace_loyalty_tiers`. */
export function mapTiersResult(row: unknown): LoyaltyTiersResult {
  return loyaltyTiersResultSchema.parse(fromRow(row));
}
