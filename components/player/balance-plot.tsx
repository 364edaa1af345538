'use client';

import type { KeyboardEvent, PointerEvent } from 'react';
import { cn } from '@/components/ui/cn';
import { formatPoints, formatSignedPoints } from '@/lib/shared/format';
import { type BalanceScale, type BalanceStep, linePath, stepAt } from './balance-model';
import { dayWithYear } from './player-words';

type BalancePlotProps = {
  steps: readonly BalanceStep[];
  scale: BalanceScale;
  chosen: number;
  onChoose: (index: number) => void;
};

/**
 * The drawing. One control over all days that moved the balance, like a slider: a tap or a drag chooses the day whose
 * balance held there, arrow keys go from change to change, and a screen reader hears the figures.
 */
export function BalancePlot({ steps, scale, chosen, onChoose }: BalancePlotProps) {
  const step = steps[chosen];
  const onKeyDown = (event: KeyboardEvent) => {
    const target = keyTarget(event.key, chosen, steps.length);
    if (target === null) return;
    event.preventDefault();
    onChoose(Math.min(steps.length - 1, Math.max(0, target)));
  };
  const onPointer = (event: PointerEvent<HTMLDivElement>) => {
    // A mouse chooses while it passes; a finger only while it is down.
    const { left, width } = event.currentTarget.getBoundingClientRect();
    onChoose(stepAt(steps, (event.clientX - left) / width));
  };
  return (
    <div className="grid grid-cols-[auto_1fr] gap-x-2">
      <Scale scale={scale} />
      <div
        role="slider"
        tabIndex={0}
        aria-label="Gaming day"
        aria-valuemin={0}
        aria-valuemax={steps.length - 1}
        aria-valuenow={chosen}
        aria-valuetext={step ? stepText(step) : undefined}
        onKeyDown={onKeyDown}
        onPointerDown={onPointer}
        onPointerMove={onPointer}
        className="relative h-[132px] touch-pan-y select-none rounded-sm"
      >
        {scale.marks.map((mark) => (
          <div
            key={mark}
            className={cn('absolute inset-x-0 border-t', mark === 0 ? 'border-control' : 'border-line/70')}
            style={{ bottom: `${height(mark, scale)}%` }}
          />
        ))}
        <Line steps={steps} scale={scale} />
        {step ? <Chosen step={step} scale={scale} /> : null}
      </div>
      <Days steps={steps} />
    </div>
  );
}

function keyTarget(key: string, chosen: number, count: number): number | null {
  if (key === 'ArrowRight' || key === 'ArrowUp') return chosen + 1;
  if (key === 'ArrowLeft' || key === 'ArrowDown') return chosen - 1;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}

function stepText({ gamingDay, balance, change }: BalanceStep): string {
  const points = `${dayWithYear(gamingDay)}: ${formatPoints(balance)} points`;
  return change === null ? `${points} to begin with` : `${points}, ${formatSignedPoints(change)}`;
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

function Scale({ scale }: { scale: BalanceScale }) {
  return (
    <div aria-hidden className="relative h-[132px] text-right text-faint text-xs leading-none">
      {/* Takes the width of the widest mark, so that the marks can lie over it. */}
      {scale.marks.map((mark) => (
        <span key={mark} className="invisible block h-0">
          {formatPoints(mark)}
        </span>
      ))}
      {scale.marks.map((mark) => (
        <span key={mark} className="absolute right-0 translate-y-1/2" style={{ bottom: `${height(mark, scale)}%` }}>
          {formatPoints(mark)}
        </span>
      ))}
    </div>
  );
}

function Days({ steps }: { steps: readonly BalanceStep[] }) {
  return (
    <div aria-hidden className="col-start-2 flex justify-between pt-1.5 text-muted text-xs">
      <span>{steps[0] ? dayWithYear(steps[0].gamingDay) : null}</span>
      <span>Today</span>
    </div>
  );
}
