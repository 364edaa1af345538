import type { Page } from '@/lib/shared/schemas';
import { fromRow } from '@/lib/shared/wire';
import {
  type LedgerEntry,
  type LedgerIntegrity,
  type LedgerPosting,
  ledgerIntegritySchema,
  ledgerPageSchema,
  ledgerPostingSchema,
  type SlipRewards,
  slipRewardsSchema,
} from './dtos';

/** The answer of every RPC that posts to the ledger. */
export function mapLedgerPosting(row: unknown): LedgerPosting {
  return ledgerPostingSchema.parse(fromRow(row));
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
