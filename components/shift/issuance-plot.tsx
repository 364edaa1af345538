'use client';

import { cn } from '@/components/ui/cn';
import { PlotSlider } from '@/components/ui/plot-slider';
import { useMe } from '@/hooks/casino/me-context';
import { formatMoney, formatPoints, formatTime } from '@/lib/shared/format';
import { t } from '@/words/say';
import type { HourBar } from './chart-model';
import { usualText } from './issuance-words';

type IssuancePlotProps = {
  bars: readonly HourBar[];
  marks: readonly number[];
  chosen: number;
  onChoose: (index: number) => void;
};

/** The drawing: a bar an hour over the band of what is usual. */
export function IssuancePlot({ bars, marks, chosen, onChoose }: IssuancePlotProps) {
  const { timeZone, currency } = useMe().settings;
  const top = marks.at(-1) ?? 1;
  const bar = bars[chosen];
  return (
    <PlotSlider
      label={t('shift.hour')}
      valueText={bar ? hourText(bar, timeZone, currency) : undefined}
      marks={marks.map((value) => ({ value, label: formatPoints(value), percent: (value / top) * 100 }))}
      count={bars.length}
      chosen={chosen}
      onChoose={onChoose}
      indexAt={(share) => Math.floor(share * bars.length)}
      height="h-[172px]"
      foot={<HourLabels bars={bars} timeZone={timeZone} />}
    >
      <div className="absolute inset-0 grid" style={{ gridTemplateColumns: `repeat(${bars.length}, minmax(0, 1fr))` }}>
        {bars.map((hour, index) => (
          <HourColumn key={hour.startsAt} bar={hour} top={top} isChosen={index === chosen} />
        ))}
      </div>
    </PlotSlider>
  );
}

function hourText(bar: HourBar, timeZone: string, currency: string): string {
  const hour = {
    from: formatTime(bar.startsAt, timeZone),
    to: formatTime(bar.endsAt, timeZone),
    usual: usualText(bar),
  };
  if (bar.phase === 'future') return t('shift.hourToCome', hour);
  const worth = formatMoney(bar.issuedFaceValueCents, currency);
  return t('shift.hourIssued', { ...hour, phase: bar.phase, count: bar.issuedCount, worth });
}

function HourColumn({ bar, top, isChosen }: { bar: HourBar; top: number; isChosen: boolean }) {
  const percent = (value: number) => `${(value / top) * 100}%`;
  return (
    <div
      className={cn(
        'relative h-full',
        isChosen && 'bg-raised/80 ring-1 ring-control/60 ring-inset',
        bar.phase === 'current' && !isChosen && 'bg-raised/40',
      )}
    >
      {bar.low !== null && bar.high !== null && bar.high > bar.low ? (
        <div
          className="absolute inset-x-0 bg-control/35"
          style={{ bottom: percent(bar.low), height: percent(bar.high - bar.low) }}
        />
      ) : null}
      {bar.issuedCount > 0 ? (
        <div
          className={cn(
            'absolute inset-x-[18%] bottom-0 min-w-[3px] rounded-t-[3px]',
            bar.isAbove ? 'bg-warn' : 'bg-info',
          )}
          style={{ height: percent(bar.issuedCount) }}
        />
      ) : null}
      {bar.baselineMedian === null ? null : (
        <div
          className="absolute inset-x-0 h-0.5 translate-y-1/2 bg-ink"
          style={{ bottom: percent(bar.baselineMedian) }}
        />
      )}
    </div>
  );
}

/** Casino-local wall times. Where there is little room, every third; the running hour carries its word. */
function HourLabels({ bars, timeZone }: { bars: readonly HourBar[]; timeZone: string }) {
  const isMany = bars.length > 12;
  return (
    <div
      aria-hidden
      className="col-start-2 grid pt-1.5 text-muted text-xs"
      style={{ gridTemplateColumns: `repeat(${bars.length}, minmax(0, 1fr))` }}
    >
      {bars.map((bar, index) => (
        <span key={bar.startsAt} className="relative flex h-8 flex-col items-center">
          <span
            className={cn(
              'whitespace-nowrap',
              isMany && index % 3 !== 0 && '@max-[900px]:invisible',
              bar.phase === 'current' && 'font-semibold text-ink',
            )}
          >
            {formatTime(bar.startsAt, timeZone).slice(0, 2)}
          </span>
          {bar.phase === 'current' ? (
            <span className="absolute top-4 flex items-center gap-1 whitespace-nowrap font-medium text-ink">
              {t('shift.now')}
            </span>
          ) : null}
        </span>
      ))}
    </div>
  );
}
