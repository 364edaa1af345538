'use client';

import { ShieldAlert, ShieldCheck, ShieldQuestion } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { errorText } from '@/components/ui/error-text';
import { Late, lateCode } from '@/components/ui/late';
import { ErrorState } from '@/components/ui/message-state';
import { Skeleton } from '@/components/ui/skeleton';
import { useMe } from '@/hooks/casino/me-context';
import { useLedgerIntegrity } from '@/hooks/loyalty/use-ledger-integrity';
import { formatDateTime, formatGamingDayWithYear } from '@/lib/shared/format';
import type { LedgerIntegrity } from '@/services/loyalty/dtos';
import { t } from '@/words/say';

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
            {t('loyalty.ledgerProof')}
          </h2>
          <p className="max-w-[60ch] text-muted text-sm">{t('loyalty.ledgerProofMeaning')}</p>
        </div>
        <Button variant="primary" isBusy={proof.isFetching} onClick={() => void proof.refetch()}>
          {t(proof.isFetching ? 'loyalty.checking' : result ? 'loyalty.runAgain' : 'loyalty.runCheck')}
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
        <p>{isChecking ? t('loyalty.checkingEvery') : t('loyalty.notRun')}</p>
      </div>
    );
  }
  const Icon = result.isIntact ? ShieldCheck : ShieldAlert;
  return (
    <div className="flex min-h-[104px] items-center gap-4 p-5">
      <Icon aria-hidden className={result.isIntact ? 'size-9 text-accent' : 'size-9 text-danger'} strokeWidth={1.5} />
      <div>
        <p className={result.isIntact ? 'font-bold text-accent text-xl' : 'font-bold text-danger text-xl'}>
          {result.isIntact ? t('loyalty.intact') : t('loyalty.notIntact')}
        </p>
        <p className="text-muted text-sm">
          {t('loyalty.checked', { players: result.playersChecked, entries: result.entriesChecked })} ·{' '}
          {formatDateTime(result.checkedAt, settings.timeZone)}
          {result.sealedThrough
            ? ` · ${t('loyalty.sealedThrough', { day: formatGamingDayWithYear(result.sealedThrough) })}`
            : ''}
        </p>
      </div>
    </div>
  );
}
