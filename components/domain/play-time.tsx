'use client';

import { playSecondsAt, theoCentsAt } from '@/hooks/floor/slip-time';
import { useNow } from '@/hooks/floor/use-now';
import { formatAgo, formatDuration, formatMoneyRounded } from '@/lib/shared/format';
import type { RatingSlip } from '@/services/floor/dtos';

const TICK_MS = 5_000;

/*
 * The texts that move with the clock. Each is a component of its own, so that a tick draws a few letters and not the
 * floor. Before the clock runs (on the server, while hydrating) they hold at the time of the answer.
 */

/** Minutes played, or for how long the slip has been paused. */
export function PlayTime({ slip }: { slip: RatingSlip }) {
  const now = useNow(TICK_MS);
  return <span>{playTimeText(slip, now)}</span>;
}

function playTimeText(slip: RatingSlip, now: number): string {
  if (slip.status === 'paused' && slip.pausedAt !== null) {
    return `Paused ${formatDuration((notBefore(slip.asOf, now) - Date.parse(slip.pausedAt)) / 1000)}`;
  }
  return formatDuration(playSecondsAt(slip, now));
}

/** Theo so far, growing while the slip is open, in whole units. */
export function TheoSoFar({ slip, currency }: { slip: RatingSlip; currency: string }) {
  const now = useNow(TICK_MS);
  return <span>{formatMoneyRounded(theoCentsAt(slip, now), currency)}</span>;
}

type TimeAgoProps = {
  instant: string;
  /** When `instant` was read; never counts from before it. */
  asOf: string;
};

/** How long ago something happened. In a narrow tile the word "ago" gives way. */
export function TimeAgo({ instant, asOf }: TimeAgoProps) {
  const now = useNow(TICK_MS);
  const text = formatAgo(instant, notBefore(asOf, now));
  const figure = text.replace(/ ago$/, '');
  return (
    <span>
      {figure}
      {figure === text ? null : <span className="@max-[165px]:sr-only"> ago</span>}
    </span>
  );
}

function notBefore(instant: string, now: number): number {
  return Math.max(now, Date.parse(instant));
}
