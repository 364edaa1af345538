import type { LedgerIntegrity } from '@/services/loyalty/dtos';

type Missing = LedgerIntegrity['missing'][number];
type Unwitnessed = LedgerIntegrity['unwitnessed'][number];

/** What was broken in a chain. */
export const BREAK_LABELS: Record<LedgerIntegrity['breaks'][number]['kind'], string> = {
  entry_missing: 'An entry is missing',
  hash_mismatch: 'An entry was changed',
  balance_mismatch: 'A running balance does not add up',
  head_mismatch: 'The last entry is not the one on record',
  player_not_enrolled: 'Entries without an enrolled player',
};

/** What is wrong with a seal. */
export const FAULT_LABELS: Record<LedgerIntegrity['seals'][number]['fault'], string> = {
  root_mismatch: 'The seal was changed',
  chain_mismatch: 'It does not follow the day before',
  event_mismatch: 'What was sent out tells another seal',
  seal_missing: 'The seal is gone',
  entry_missing: 'A sealed entry is missing',
  entry_mismatch: 'A sealed entry is another now',
};

/** What a player holds that the record does not prove. */
export const STANDING_LABELS: Record<LedgerIntegrity['standing'][number]['field'], string> = {
  lifetime_points: 'Lifetime points',
  tier: 'Tier',
};

const WITNESSES: Record<Missing['namedBy'][number], string> = {
  audit: 'audit trail',
  outbox: 'events sent out',
  seal: 'seal',
};

/** `audit trail and events sent out`. */
export function witnessText(witnesses: Missing['namedBy'] | Unwitnessed['notNamedBy']): string {
  return new Intl.ListFormat('en').format(witnesses.map((witness) => WITNESSES[witness]));
}

/** What the proof checks, in the order of its table, with how many things were found by each. */
export function listChecks(result: LedgerIntegrity): { name: string; explanation: string; count: number }[] {
  const { breaks, drift, standing, missing, unwitnessed, seals } = result;
  return [
    { name: 'Chains', explanation: 'Each entry follows the one before it, unchanged.', count: breaks.length },
    { name: 'Balances', explanation: 'Each balance is the sum of its entries.', count: drift.length },
    { name: 'Standing', explanation: 'Lifetime points and tiers are what the record brought.', count: standing.length },
    {
      name: 'Witnesses',
      explanation: 'Audit trail and events name the same entries, with the same figures.',
      count: missing.length + unwitnessed.length,
    },
    { name: 'Seals', explanation: 'Every closed gaming day is as it was sealed.', count: seals.length },
  ];
}
