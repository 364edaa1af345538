'use client';

import { type ReactNode, useState } from 'react';
import { ChartHeading } from '@/components/ui/chart-heading';
import { cn } from '@/components/ui/cn';
import { Late, lateCode } from '@/components/ui/late';
import { usePreload } from '@/components/ui/use-preload';
import { useMe } from '@/hooks/casino/me-context';
import { formatMoney, formatTime } from '@/lib/shared/format';
import type { PromoRollup } from '@/services/promo/dtos';
import type { Shift } from '@/services/shift/dtos';
import { t } from '@/words/say';
import { type HourBar, scaleMarks, startingHour, toHourBars } from './chart-model';
import { IssuancePlot } from './issuance-plot';
import { usualText } from './issuance-words';

const hourTable = lateCode(async () => (await import('./hour-table')).HourTable);
const LOADERS = [hourTable.fetch];

type IssuanceChartProps = { rollup: PromoRollup; shift: Shift | null };

/** Coupons issued by hour against what is usual for the hour. The chosen hour's figures stand above it in words. */
export function IssuanceChart({ rollup, shift }: IssuanceChartProps) {
  const bars = toHourBars(rollup.byHour, rollup.asOf);
  /** By its start, which no other hour has: null follows the running hour. */
  const [chosenStart, setChosenStart] = useState<string | null>(null);
  const [isTable, setIsTable] = useState(false);
  usePreload(LOADERS);
  const found = bars.findIndex(({ startsAt }) => startsAt === chosenStart);
  const chosen = found === -1 ? startingHour(bars) : found;
  const bar = bars[chosen];
  if (!bar) return null;
  return (
    <section aria-labelledby="issued-by-hour" className="rounded-md bg-surface px-3.5 pt-2 pb-3">
      <ChartHeading
        id="issued-by-hour"
        title={shift ? t('shift.issuedByHourIn', { shift: shift.name }) : t('shift.issuedByHour')}
        className="font-semibold text-sm"
        isTable={isTable}
        onTable={setIsTable}
      />
      {isTable ? (
        <Late code={hourTable} props={{ bars }} />
      ) : (
        <>
          <ChosenHour bar={bar} />
          <IssuancePlot
            bars={bars}
            marks={scaleMarks(bars)}
            chosen={chosen}
            onChoose={(index) => setChosenStart(bars[index]?.startsAt ?? null)}
          />
          <Legend bars={bars} />
        </>
      )}
    </section>
  );
}

/** The chosen hour in words, in the same place whatever hour it is. */
function ChosenHour({ bar }: { bar: HourBar }) {
  const { timeZone, currency } = useMe().settings;
  const hours = { from: formatTime(bar.startsAt, timeZone), to: formatTime(bar.endsAt, timeZone) };
  const worth = formatMoney(bar.issuedFaceValueCents, currency);
  return (
    <p aria-hidden className="flex min-h-[42px] flex-wrap items-baseline gap-x-2.5 pb-1 text-sm">
      <span className="font-semibold">
        {bar.phase === 'current' ? t('shift.thisHour', hours) : t('shift.hours', hours)}
      </span>
      <span>
        {bar.phase === 'future' ? t('shift.stillToCome') : t('shift.couponsWorth', { count: bar.issuedCount, worth })}
      </span>
      <span className="text-muted">{usualText(bar)}</span>
    </p>
  );
}

function Legend({ bars }: { bars: readonly HourBar[] }) {
  const hasBaseline = bars.some(({ baselineMedian }) => baselineMedian !== null);
  return (
    <ul aria-hidden className="flex flex-wrap gap-x-4 gap-y-1 pt-2 text-muted text-xs">
      <Key className="h-2.5 w-2.5 rounded-[3px] bg-info">{t('shift.issued')}</Key>
      {hasBaseline ? (
        <>
          <Key className="h-0.5 w-3.5 bg-ink">{t('shift.medianBefore')}</Key>
          <Key className="h-2.5 w-3.5 rounded-[3px] bg-control/35">{t('shift.usualByRule')}</Key>
        </>
      ) : null}
      {bars.some(({ isAbove }) => isAbove) ? (
        <Key className="h-2.5 w-2.5 rounded-[3px] bg-warn">{t('shift.aboveUsual')}</Key>
      ) : null}
    </ul>
  );
}

function Key({ className, children }: { className: string; children: ReactNode }) {
  return (
    <li className="flex items-center gap-1.5">
      <span className={cn('inline-block', className)} />
      {children}
    </li>
  );
}
