'use client';

import { ShieldAlert, ShieldCheck, ShieldQuestion } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { Late, lateCode } from '@/components/ui/late';
import { ErrorState } from '@/components/ui/message-state';
import { Skeleton } from '@/components/ui/skeleton';
import { useMe } from '@/hooks/casino/me-context';
import { useLedgerIntegrity } from '@/hooks/loyalty/use-ledger-integrity';
import { formatCount, formatDateTime, formatGamingDay } from '@/lib/shared/format';
import type { LedgerIntegrity } from '@/services/loyalty/dtos';

const ledgerChecks = lateCode(async () => (await import('./ledger-checks')).LedgerChecks);
const quickProof = lateCode(async () => (await import('./quick-proof')).QuickProof);

/**
 * Proves the ledger on demand: against itself, against what players hold, against its witnesses and its seals. It says "intact" only of
 * a check of everything that has just run to its end; what came after the newest seal is checked whenever the screen opens.
 */
export function LedgerProof() {
  const proof = useLedgerIntegrity();
  const result = proof.isFetching ? undefined : proof.data;
  return (
    <section aria-labelledby="ledger-proof" className="mx-auto max-w-[820px] rounded-lg border bg-surface">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-4 p-5">
        <div className="min-w-60 flex-1">
          <h2 id="ledger-proof" className="font-bold text-xl tracking-tight">
            Ledger proof
          </h2>
          <p className="max-w-[60ch] text-muted text-sm">
            Recomputes the chain of every entry of this casino, adds up what each player holds, asks audit trail and
            events for entries that are missing, and holds the ledger against its seals.
          </p>
        </div>
        <Button variant="primary" isBusy={proof.isFetching} onClick={() => void proof.refetch()}>
          {proof.isFetching ? 'Checking …' : result ? 'Run again' : 'Run the check'}
        </Button>
      </div>
      <div className="border-t">
        <Late code={quickProof} props={{}} fallback={<Skeleton className="m-5 h-[64px] max-sm:h-[148px]" />} />
      </div>
      <div aria-live="polite" className="border-t">
        {proof.isError && !proof.isFetching ? (
          <ErrorState {...errorText(proof.error)} />
        ) : (
          <Outcome result={result} isChecking={proof.isFetching} />
        )}
      </div>
      {result ? <Late code={ledgerChecks} props={{ result }} /> : null}
    </section>
  );
}

function Outcome({ result, isChecking }: { result: LedgerIntegrity | undefined; isChecking: boolean }) {
  const { settings } = useMe();
  if (!result) {
    return (
      <div className="flex min-h-[104px] items-center gap-4 p-5 text-muted">
        <ShieldQuestion aria-hidden className={isChecking ? 'size-9 animate-breathe' : 'size-9'} strokeWidth={1.5} />
        <p>
          {isChecking
            ? 'Checking every entry. This can take some seconds.'
            : 'The whole proof was not run since this page was opened.'}
        </p>
      </div>
    );
  }
  const Icon = result.isIntact ? ShieldCheck : ShieldAlert;
  return (
    <div className="flex min-h-[104px] items-center gap-4 p-5">
      <Icon aria-hidden className={result.isIntact ? 'size-9 text-accent' : 'size-9 text-danger'} strokeWidth={1.5} />
      <div>
        <p className={result.isIntact ? 'font-bold text-accent text-xl' : 'font-bold text-danger text-xl'}>
          {result.isIntact ? 'Intact' : 'Not intact'}
        </p>
        <p className="text-muted text-sm">
          {formatCount(result.playersChecked, 'player', 'players')} and{' '}
          {formatCount(result.entriesChecked, 'entry', 'entries')} checked ·{' '}
          {formatDateTime(result.checkedAt, settings.timeZone)}
          {result.sealedThrough ? ` · sealed through ${formatGamingDay(result.sealedThrough)}` : ''}
        </p>
      </div>
    </div>
  );
}
