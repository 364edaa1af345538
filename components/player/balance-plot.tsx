'use client';

import { PlotSlider } from '@/components/ui/plot-slider';
import { formatGamingDayWithYear, formatPoints, formatSignedPoints } from '@/lib/shared/format';
import { t } from '@/words/say';
import { type BalanceScale, type BalanceStep, linePath, stepAt } from './balance-model';

type BalancePlotProps = {
  steps: readonly BalanceStep[];
  scale: BalanceScale;
  chosen: number;
  onChoose: (index: number) => void;
};

/** The drawing: the balance from each day that moved it to the next. */
export function BalancePlot({ steps, scale, chosen, onChoose }: BalancePlotProps) {
  const step = steps[chosen];
  return (
    <PlotSlider
      label={t('shell.gamingDay')}
      valueText={step ? stepText(step) : undefined}
      marks={scale.marks.map((value) => ({ value, label: formatPoints(value), percent: height(value, scale) }))}
      count={steps.length}
      chosen={chosen}
      onChoose={onChoose}
      indexAt={(share) => stepAt(steps, share)}
      height="h-[132px]"
      foot={<Days steps={steps} />}
    >
      <Line steps={steps} scale={scale} />
      {step ? <Chosen step={step} scale={scale} /> : null}
    </PlotSlider>
  );
}

function stepText({ gamingDay, balance, change }: BalanceStep): string {
  const step = { day: formatGamingDayWithYear(gamingDay), balance: formatPoints(balance) };
  if (change === null) return t('player.dayBeganWith', step);
  return t('player.dayChanged', { ...step, change: formatSignedPoints(change) });
}

function height(balance: number, { low, high }: BalanceScale): number {
  return ((balance - low) / (high - low)) * 100;
}

function Line({ steps, scale }: { steps: readonly BalanceStep[]; scale: BalanceScale }) {
  const path = linePath(steps, scale);
  return (
    <svg
      aria-hidden
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      className="absolute inset-0 size-full overflow-visible"
    >
      {/* A filled area is read as an amount, which it is only above zero. */}
      {scale.low === 0 ? <path d={`${path}V100H0Z`} fill="var(--info)" opacity={0.12} /> : null}
      <path d={path} fill="none" stroke="var(--info)" strokeWidth={2} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

/** Marks the stretch over which the chosen balance held, and its height. */
function Chosen({ step, scale }: { step: BalanceStep; scale: BalanceScale }) {
  return (
    <>
      <div
        className="absolute inset-y-0 min-w-px bg-raised/60 ring-1 ring-control/60 ring-inset"
        style={{ left: `${step.from * 100}%`, width: `${(step.to - step.from) * 100}%` }}
      />
      <div
        className="absolute size-2.5 -translate-x-1/2 translate-y-1/2 rounded-full border-2 border-surface bg-info"
        style={{ left: `${step.from * 100}%`, bottom: `${height(step.balance, scale)}%` }}
      />
    </>
  );
}

function Days({ steps }: { steps: readonly BalanceStep[] }) {
  return (
    <div aria-hidden className="col-start-2 flex justify-between pt-1.5 text-muted text-xs">
      <span>{steps[0] ? formatGamingDayWithYear(steps[0].gamingDay) : null}</span>
      <span>{t('domain.today')}</span>
    </div>
  );
}
