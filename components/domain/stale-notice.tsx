'use client';

import { CloudOff } from 'lucide-react';
import { cn } from '@/components/ui/cn';
import { useMe } from '@/hooks/casino/me-context';
import { useConnection } from '@/hooks/use-connection';
import { toServerTime } from '@/lib/client/server-clock';
import { formatTime } from '@/lib/shared/format';
import { t } from '@/words/say';

type StaleNoticeProps = {
  /** What is not live. */
  what?: 'floor' | 'figures';
  /** When the server last answered, by the device's clock, or 0; asked only while it is away, when that no longer changes. Left out, no time is said. */
  answeredAt?: () => number;
  className?: string;
};

/** While the server is away: that what is on screen is not live, and from when it is. Floats, so nothing moves. */
export function StaleNotice({ what = 'figures', answeredAt, className = 'bottom-3' }: StaleNoticeProps) {
  const { timeZone } = useMe().settings;
  if (useConnection() === 'online') return null;
  return (
    <p
      role="status"
      className={cn(
        'pointer-events-none absolute inset-x-0 mx-auto flex w-fit max-w-[calc(100%-24px)] animate-rise-in items-center gap-2 rounded-full border bg-raised px-4 py-2 font-medium text-sm text-warn shadow-sheet',
        className,
      )}
    >
      <CloudOff aria-hidden className="size-4 shrink-0" />
      {answeredAt ? asOfText(what, answeredAt(), timeZone) : t('domain.notLiveSince')}
    </p>
  );
}

function asOfText(what: 'floor' | 'figures', at: number, timeZone: string): string {
  return at > 0 ? t(`domain.${what}AsOf`, { time: formatTime(toServerTime(at), timeZone) }) : t('domain.notLive');
}
