'use client';

import { playSecondsAt, theoCentsAt } from '@/hooks/floor/slip-time';
import { useNow } from '@/hooks/floor/use-now';
import { formatAgo, formatDuration, formatMoneyRounded } from '@/lib/shared/format';
import type { RatingSlip } from '@/services/floor/dtos';
import { t } from '@/words/say';

const TICK_MS = 5_000;

/*
 * The texts that move with the clock. Each is a component of its own, so that a tick draws a few letters and not the
 * floor. Before the clock runs (on the server, while hydrating) they hold at the time of the answer.
 */

/** Minutes played, which stand while the slip is paused. */
export function PlayedTime({ slip }: { slip: RatingSlip }) {
  return <span>{formatDuration(playSecondsAt(slip, useNow(TICK_MS)))}</span>;
}

/** Minutes played, or for how long the slip has been paused. */
export function PlayTime({ slip }: { slip: RatingSlip }) {
  const now = useNow(TICK_MS);
  return <span>{playTimeText(slip, now)}</span>;
}

function playTimeText(slip: RatingSlip, now: number): string {
  if (slip.status === 'paused' && slip.pausedAt !== null) {
    return t('domain.paused', {
      duration: formatDuration((notBefore(slip.asOf, now) - Date.parse(slip.pausedAt)) / 1000),
    });
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

/** How long ago something happened. In a narrow tile the figure stays, and the word beside it gives way. */
export function TimeAgo({ instant, asOf }: TimeAgoProps) {
  const now = notBefore(asOf, useNow(TICK_MS));
  const text = formatAgo(instant, now);
  const figure = formatDuration((now - Date.parse(instant)) / 1000);
  const [before, after] = text.split(figure);
  if (after === undefined) return <span>{text}</span>;
  return (
    <span>
      {before ? <span className="@max-[165px]:sr-only">{before}</span> : null}
      {figure}
      {after ? <span className="@max-[165px]:sr-only">{after}</span> : null}
    </span>
  );
}

function notBefore(instant: string, now: number): number {
  return Math.max(now, Date.parse(instant));
}
