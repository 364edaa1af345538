'use client';

import { Check, X } from 'lucide-react';
import { errorText } from '@/components/ui/error-text';
import { ErrorState } from '@/components/ui/message-state';
import { Skeleton } from '@/components/ui/skeleton';
import { useMe } from '@/hooks/casino/me-context';
import { useLedgerSinceSeal } from '@/hooks/loyalty/use-ledger-since-seal';
import { formatGamingDayWithYear, formatTime } from '@/lib/shared/format';
import type { LedgerSinceSeal } from '@/services/loyalty/dtos';
import { t } from '@/words/say';
import { LedgerFindings } from './ledger-findings';

/** What came after the newest seal, checked when the screen opens. It never says "intact": that is for the whole proof to say. */
export function QuickProof() {
  const proof = useLedgerSinceSeal();
  if (proof.data) return <Outcome result={proof.data} />;
  if (proof.isError) {
    return (
      <ErrorState {...errorText(proof.error)} onRetry={() => void proof.refetch()} isRetrying={proof.isFetching} />
    );
  }
  return <Skeleton className="m-5 h-[64px] max-sm:h-[148px]" />;
}

function Outcome({ result }: { result: LedgerSinceSeal }) {
  const { settings } = useMe();
  const Icon = result.isIntact ? Check : X;
  return (
    <>
      <div className="flex min-h-[104px] items-center gap-3 p-5 max-sm:min-h-[188px]">
        <Icon aria-hidden className={result.isIntact ? 'size-5 shrink-0 text-accent' : 'size-5 shrink-0 text-danger'} />
        <p className="min-w-0">
          <span className={result.isIntact ? 'font-semibold' : 'font-semibold text-danger'}>{outcomeText(result)}</span>
          <span className="block text-muted text-sm">
            {t('loyalty.quickProof', {
              entries: result.entriesChecked,
              players: result.playersChecked,
              time: formatTime(result.checkedAt, settings.timeZone),
            })}
          </span>
        </p>
      </div>
      {result.isIntact ? null : <LedgerFindings result={result} />}
    </>
  );
}

function outcomeText({ isIntact, sealedThrough }: LedgerSinceSeal): string {
  if (sealedThrough === null) return isIntact ? t('loyalty.nothingSinceFirst') : t('loyalty.faultSinceFirst');
  const day = formatGamingDayWithYear(sealedThrough);
  return isIntact ? t('loyalty.nothingSinceSeal', { day }) : t('loyalty.faultSinceSeal', { day });
}
