'use client';

import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { cn } from './cn';

/** A mark of the scale: its word, and how high it lies. */
export type PlotMark = { value: number; label: string; percent: number };

type PlotSliderProps = {
  label: string;
  /** What a screen reader hears of the chosen place. */
  valueText: string | undefined;
  marks: readonly PlotMark[];
  count: number;
  chosen: number;
  onChoose: (index: number) => void;
  /** The place at this share of the width, which may lie beyond the ends. */
  indexAt: (share: number) => number;
  /** The height of the drawing, and of the scale beside it. */
  height: string;
  children: ReactNode;
  /** Stands under the drawing. */
  foot: ReactNode;
};

/**
 * A drawing with its scale. It is one control over all its places, like a slider: a tap or a drag chooses what is under the
 * finger, arrow keys go from place to place, and a screen reader hears the figures of each.
 */
export function PlotSlider(props: PlotSliderProps) {
  const { count, chosen, marks, height } = props;
  const choose = (index: number) => props.onChoose(Math.min(count - 1, Math.max(0, index)));
  const onKeyDown = (event: KeyboardEvent) => {
    const target = keyTarget(event.key, chosen, count);
    if (target === null) return;
    event.preventDefault();
    choose(target);
  };
  const onPointer = (event: PointerEvent<HTMLDivElement>) => {
    // A mouse chooses while it passes; a finger only while it is down.
    const { left, width } = event.currentTarget.getBoundingClientRect();
    choose(props.indexAt((event.clientX - left) / width));
  };
  return (
    <div className="grid grid-cols-[auto_1fr] gap-x-2">
      <Scale marks={marks} height={height} />
      <div
        role="slider"
        tabIndex={0}
        aria-label={props.label}
        aria-valuemin={0}
        aria-valuemax={count - 1}
        aria-valuenow={chosen}
        aria-valuetext={props.valueText}
        onKeyDown={onKeyDown}
        onPointerDown={onPointer}
        onPointerMove={onPointer}
        className={cn('relative touch-pan-y select-none rounded-sm', height)}
      >
        {marks.map(({ value, percent }) => (
          <div
            key={value}
            className={cn('absolute inset-x-0 border-t', value === 0 ? 'border-control' : 'border-line/70')}
            style={{ bottom: `${percent}%` }}
          />
        ))}
        {props.children}
      </div>
      {props.foot}
    </div>
  );
}

function keyTarget(key: string, chosen: number, count: number): number | null {
  if (key === 'ArrowRight' || key === 'ArrowUp') return chosen + 1;
  if (key === 'ArrowLeft' || key === 'ArrowDown') return chosen - 1;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}

function Scale({ marks, height }: { marks: readonly PlotMark[]; height: string }) {
  return (
    <div aria-hidden className={cn('relative min-w-6 text-right text-faint text-xs leading-none', height)}>
      {/* Takes the width of the widest mark, so that the marks can lie over it. */}
      {marks.map(({ value, label }) => (
        <span key={value} className="invisible block h-0">
          {label}
        </span>
      ))}
      {marks.map(({ value, label, percent }) => (
        <span key={value} className="absolute right-0 translate-y-1/2" style={{ bottom: `${percent}%` }}>
          {label}
        </span>
      ))}
    </div>
  );
}
