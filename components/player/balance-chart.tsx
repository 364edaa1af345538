'use client';

import { useState } from 'react';
import { ChartHeading } from '@/components/ui/chart-heading';
import { Choice, ChoiceGroup } from '@/components/ui/choice-group';
import { cn } from '@/components/ui/cn';
import { errorText } from '@/components/ui/error-text';
import { Late, lateCode } from '@/components/ui/late';
import { ErrorState } from '@/components/ui/message-state';
import { Skeleton } from '@/components/ui/skeleton';
import { useBalanceHistory } from '@/hooks/loyalty/use-balance-history';
import { formatGamingDayWithYear, formatPoints, formatSignedPoints } from '@/lib/shared/format';
import { t } from '@/words/say';
import { type BalanceStep, balanceScale, toBalanceSteps } from './balance-model';
import { BalancePlot } from './balance-plot';
import { STRETCHES } from './use-player-url';

const balanceTable = lateCode(async () => (await import('./balance-table')).BalanceTable);

type Stretch = (typeof STRETCHES)[number];
type BalanceChartProps = { playerId: string; days: Stretch; onDays: (days: Stretch) => void };

/** The player's balance over time. The chosen day's figures stand above the line in words; a table has them all. */
export function BalanceChart({ playerId, days, onDays }: BalanceChartProps) {
  const history = useBalanceHistory(playerId, days);
  const [isTable, setIsTable] = useState(false);
  /** By its gaming day: null follows the last one. */
  const [chosenDay, setChosenDay] = useState<string | null>(null);
  const steps = history.data ? toBalanceSteps(history.data) : [];
  const found = steps.findIndex(({ gamingDay }) => gamingDay === chosenDay);
  const chosen = found === -1 ? steps.length - 1 : found;
  const step = steps[chosen];
  return (
    <section aria-labelledby="balance-over-time" className="rounded-lg border bg-surface px-4 pt-3 pb-3.5">
      <ChartHeading
        id="balance-over-time"
        title={t('player.balanceOverTime')}
        className="font-bold"
        isTable={isTable}
        onTable={setIsTable}
      />
      <ChoiceGroup
        label={t('player.gamingDays')}
        value={String(days)}
        onChange={(value) => onDays(Number(value) as Stretch)}
        className="mb-2 grid grid-cols-3 gap-1 rounded-md border bg-bg p-1"
      >
        {STRETCHES.map((stretch) => (
          <Choice key={stretch} value={String(stretch)} look="segment" className="text-sm max-sm:px-2">
            {t('player.stretch', { count: stretch })}
          </Choice>
        ))}
      </ChoiceGroup>
      {step === undefined && history.isError ? (
        <ErrorState
          {...errorText(history.error)}
          onRetry={() => void history.refetch()}
          isRetrying={history.isFetching}
        />
      ) : null}
      {step === undefined && !history.isError ? <ChartSkeleton /> : null}
      {step ? (
        <div
          className={cn(history.isPlaceholderData && 'opacity-45')}
          aria-busy={history.isPlaceholderData || undefined}
        >
          {isTable ? (
            <Late code={balanceTable} props={{ steps }} fallback={<ChartSkeleton />} />
          ) : (
            <>
              <ChosenStep step={step} />
              <BalancePlot
                steps={steps}
                scale={balanceScale(steps)}
                chosen={chosen}
                onChoose={(index) => setChosenDay(steps[index]?.gamingDay ?? null)}
              />
            </>
          )}
        </div>
      ) : null}
    </section>
  );
}

/** The chosen day in words, in the same place whatever day it is. */
function ChosenStep({ step }: { step: BalanceStep }) {
  return (
    <p aria-hidden className="flex min-h-[26px] flex-wrap items-baseline gap-x-2.5 pb-1 text-sm">
      <span className="font-semibold">{formatGamingDayWithYear(step.gamingDay)}</span>
      <span>{t('domain.points', { points: formatPoints(step.balance) })}</span>
      <span className="text-muted">
        {step.change === null ? t('player.beganWith') : formatSignedPoints(step.change)}
      </span>
    </p>
  );
}

function ChartSkeleton() {
  return (
    <div role="status">
      <span className="sr-only">{t('player.loadingBalance')}</span>
      <Skeleton className="h-[190px]" />
    </div>
  );
}
