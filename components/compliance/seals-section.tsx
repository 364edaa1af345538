'use client';

import { Stamp } from 'lucide-react';
import { Late, lateCode } from '@/components/ui/late';
import { Skeleton } from '@/components/ui/skeleton';
import { useCan } from '@/hooks/casino/me-context';
import { t } from '@/words/say';

const sealList = lateCode(async () => (await import('@/components/seals/seal-list')).SealList);
const ledgerProof = lateCode(async () => (await import('@/components/loyalty/ledger-proof')).LedgerProof);
const STEPS = ['download', 'stamp', 'keep'] as const;

/** The seals of closed gaming days, the proof that the record still is what they say, and how somebody outside can witness one. */
export function SealsSection() {
  const canProve = useCan('ledger.verify');
  const fallback = <Skeleton className="mx-auto h-[420px] max-w-[820px]" />;
  return (
    <div className="grid gap-1">
      {canProve ? <Late code={ledgerProof} props={{}} fallback={fallback} /> : null}
      <Late code={sealList} props={{}} fallback={fallback} />
      <details className="mx-auto mt-5 w-full max-w-[820px] rounded-lg border bg-surface px-5">
        <summary className="flex min-h-14 cursor-pointer items-center gap-2.5 font-semibold">
          <Stamp aria-hidden className="size-5 text-muted" />
          {t('seals.witness')}
        </summary>
        <ol className="grid list-decimal gap-2 pb-5 pl-5 text-sm">
          {STEPS.map((step) => (
            <li key={step} className="wrap-anywhere">
              {t(`seals.witness_${step}`)}
            </li>
          ))}
        </ol>
      </details>
    </div>
  );
}
