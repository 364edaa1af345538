'use client';

import { type ReactNode, useState } from 'react';
import { cn } from '@/components/ui/cn';
import { Late, lateCode } from '@/components/ui/late';
import { usePreload } from '@/components/ui/use-preload';
import { useMe } from '@/hooks/casino/me-context';
import { formatCount, formatMoney, formatTime } from '@/lib/shared/format';
import type { PromoRollup } from '@/services/promo/dtos';
import type { Shift } from '@/services/shift/dtos';
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
      <div className="flex flex-wrap items-center justify-between gap-x-3">
        <h3 id="issued-by-hour" className="font-semibold text-sm">
          Issued by hour{shift ? `, ${shift.name}` : ''}
        </h3>
        <button
          type="button"
          aria-pressed={isTable}
          onClick={() => setIsTable(!isTable)}
          className="-mr-2 min-h-11 rounded-sm px-2 font-medium text-muted text-sm hover:text-ink"
        >
          {isTable ? 'Show the chart' : 'Show as a table'}
        </button>
      </div>
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
  return (
    <p aria-hidden className="flex min-h-[42px] flex-wrap items-baseline gap-x-2.5 pb-1 text-sm">
      <span className="font-semibold">
        {formatTime(bar.startsAt, timeZone)}–{formatTime(bar.endsAt, timeZone)}
        {bar.phase === 'current' ? ' · this hour' : ''}
      </span>
      <span>
        {bar.phase === 'future'
          ? 'still to come'
          : `${formatCount(bar.issuedCount, 'coupon', 'coupons')} · ${formatMoney(bar.issuedFaceValueCents, currency)}`}
      </span>
      <span className="text-muted">{usualText(bar)}</span>
    </p>
  );
}

function Legend({ bars }: { bars: readonly HourBar[] }) {
  const hasBaseline = bars.some(({ baselineMedian }) => baselineMedian !== null);
  return (
    <ul aria-hidden className="flex flex-wrap gap-x-4 gap-y-1 pt-2 text-muted text-xs">
      <Key className="h-2.5 w-2.5 rounded-[3px] bg-info">Issued</Key>
      {hasBaseline ? (
        <>
          <Key className="h-0.5 w-3.5 bg-ink">Median of the days before</Key>
          <Key className="h-2.5 w-3.5 rounded-[3px] bg-control/35">Usual, by the rule of the spike alert</Key>
        </>
      ) : null}
      {bars.some(({ isAbove }) => isAbove) ? (
        <Key className="h-2.5 w-2.5 rounded-[3px] bg-warn">Above usual</Key>
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
