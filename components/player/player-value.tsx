'use client';

import { errorText } from '@/components/ui/error-text';
import { ErrorState } from '@/components/ui/message-state';
import { Skeleton } from '@/components/ui/skeleton';
import { useMe } from '@/hooks/casino/me-context';
import { useValueOfPlayer } from '@/hooks/reports/use-player-values';
import { formatDayWithYear, formatHold, formatMoney, formatPoints } from '@/lib/shared/format';
import type { PlayerValue as Value } from '@/services/reports/dtos';
import { t } from '@/words/say';

type PlayerValueProps = {
  playerId: string;
  /** Over so many gaming days, today among them. */
  days: number;
};

/** What the player's play was to win over some days, against what the player was given in them. */
export function PlayerValue({ playerId, days }: PlayerValueProps) {
  const value = useValueOfPlayer(playerId, days);
  return (
    <section aria-labelledby="player-value" className="rounded-lg border bg-surface px-4 pt-3 pb-2">
      <h3 id="player-value" className="flex min-h-11 flex-wrap items-center gap-x-2 font-bold">
        {t('player.value')}
        <span className="font-normal text-muted text-sm">{t('player.valueDays', { count: days })}</span>
      </h3>
      {value.data !== undefined ? (
        <Figures value={value.data} isPale={value.isPlaceholderData} />
      ) : value.isError ? (
        <ErrorState {...errorText(value.error)} onRetry={() => void value.refetch()} isRetrying={value.isFetching} />
      ) : (
        <div role="status" className="pb-1">
          <span className="sr-only">{t('player.loadingValue')}</span>
          <Skeleton className="h-[190px]" />
        </div>
      )}
    </section>
  );
}

function Figures({ value, isPale }: { value: Value | null; isPale: boolean }) {
  const { currency, timeZone } = useMe().settings;
  if (value === null) return <p className="border-t py-2.5 text-muted text-sm">{t('player.valueNone')}</p>;
  const rate = value.reinvestmentRate === null ? '–' : formatHold(value.reinvestmentRate * 100);
  const figures = [
    [t('player.valueTheo'), formatMoney(value.theoCents, currency)],
    [t('player.valueComps'), formatMoney(value.compCents, currency)],
    [t('player.valueCoupons'), formatMoney(value.couponCents, currency)],
    [t('player.valueRate'), rate],
    [t('player.valueVisits'), formatPoints(value.visitCount)],
    [t('player.valueLastVisit'), value.lastVisitAt === null ? '–' : formatDayWithYear(value.lastVisitAt, timeZone)],
  ] as const;
  return (
    <dl className={isPale ? 'text-sm tabular-nums opacity-45' : 'text-sm tabular-nums'} aria-busy={isPale || undefined}>
      {figures.map(([term, figure]) => (
        <div key={term} className="flex items-baseline justify-between gap-x-3 border-t py-1.5">
          <dt className="text-muted">{term}</dt>
          <dd className="text-right font-semibold">{figure}</dd>
        </div>
      ))}
    </dl>
  );
}
