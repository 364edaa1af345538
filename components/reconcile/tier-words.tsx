import { TierMark } from '@/components/domain/tier-mark';
import type { ReconciliationItem } from '@/services/reconciliation/dtos';
import { t } from '@/words/say';
import { stagedTierText } from './reconcile-words';

type TierWordProps = { tier: string | null; tierName: string };

/** A tier as its letter and its word. */
export function TierWord({ tier, tierName }: TierWordProps) {
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      <span aria-hidden className="flex">
        <TierMark tier={tier} tierName={tierName} />
      </span>
      <span className="truncate">{tierName}</span>
    </span>
  );
}

/** The tier that the file names; a spelling that stands for none has no letter. */
export function StagedTier({ item: { staged } }: { item: ReconciliationItem }) {
  return staged.tierName === null ? (
    <span className="block truncate">{stagedTierText(staged)}</span>
  ) : (
    <TierWord tier={staged.tier} tierName={staged.tierName} />
  );
}

/** The tier that the player has now. */
export function HeldTier({ item: { canonical } }: { item: ReconciliationItem }) {
  return canonical === null ? (
    t('reconcile.noRecord')
  ) : (
    <TierWord tier={canonical.tier} tierName={canonical.tierName} />
  );
}
