import { formatList } from '@/lib/shared/format';
import type { LedgerIntegrity } from '@/services/loyalty/dtos';
import { t } from '@/words/say';

type Missing = LedgerIntegrity['missing'][number];
type Unwitnessed = LedgerIntegrity['unwitnessed'][number];

/** `audit trail and events sent out`. */
export function witnessText(witnesses: Missing['namedBy'] | Unwitnessed['notNamedBy']): string {
  return formatList(witnesses.map((witness) => t(`loyalty.witness_${witness}`)));
}

type Check = 'chains' | 'balances' | 'standing' | 'witnesses' | 'seals';

/** What the proof checks, in the order of its table, with how many things were found by each. */
export function listChecks(result: LedgerIntegrity): { check: Check; count: number }[] {
  const { breaks, drift, standing, missing, unwitnessed, seals } = result;
  return [
    { check: 'chains', count: breaks.length },
    { check: 'balances', count: drift.length },
    { check: 'standing', count: standing.length },
    { check: 'witnesses', count: missing.length + unwitnessed.length },
    { check: 'seals', count: seals.length },
  ];
}
