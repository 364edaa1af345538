'use client';

import { CloudOff } from 'lucide-react';
import { cn } from '@/components/ui/cn';
import { useMe } from '@/hooks/casino/me-context';
import { useNow } from '@/hooks/floor/use-now';
import { useConnection } from '@/hooks/use-connection';
import { toServerTime } from '@/lib/client/server-clock';
import { formatAgo, formatTime } from '@/lib/shared/format';
import { t } from '@/words/say';

type StaleNoticeProps = {
  /** What is not live. */
  what?: 'floor' | 'figures';
  /** When the server last answered, by the device's clock, or 0; asked only while it is away, when that no longer changes. Left out, no time is said. */
  answeredAt?: () => number;
  className?: string;
};

/** While the server is away: that what is on screen is not live, from when it is and how old that is. Floats, so nothing moves. */
export function StaleNotice({ what = 'figures', answeredAt, className = 'bottom-3' }: StaleNoticeProps) {
  const { timeZone } = useMe().settings;
  if (useConnection() === 'online') return null;
  const at = answeredAt ? answeredAt() : null;
  return (
    <p
      className={cn(
        'pointer-events-none absolute inset-x-0 mx-auto flex w-fit max-w-[calc(100%-24px)] animate-rise-in items-center gap-2 rounded-full border bg-raised px-4 py-2 font-medium text-sm text-warn shadow-sheet',
        className,
      )}
    >
      <CloudOff aria-hidden className="size-4 shrink-0" />
      <span role="status">{at === null ? t('domain.notLiveSince') : asOfText(what, at, timeZone)}</span>
      {at ? <Age at={at} /> : null}
    </p>
  );
}

function asOfText(what: 'floor' | 'figures', at: number, timeZone: string): string {
  return at > 0 ? t(`domain.${what}AsOf`, { time: formatTime(toServerTime(at), timeZone) }) : t('domain.notLive');
}

const TICK_MS = 10_000;

/** Beside what is announced, which would otherwise be said anew each minute. */
function Age({ at }: { at: number }) {
  const now = useNow(TICK_MS);
  return <span className="text-muted">{formatAgo(new Date(toServerTime(at)).toISOString(), now)}</span>;
}
