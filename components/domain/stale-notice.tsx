'use client';

import { CloudOff } from 'lucide-react';
import { useMe } from '@/hooks/casino/me-context';
import { useConnection } from '@/hooks/use-connection';
import { formatTime } from '@/lib/shared/format';

/** While the server is away: that the figures on screen are not live, and from when they are. Floats, so nothing moves. */
export function StaleNotice({ answeredAt }: { answeredAt: number }) {
  const { timeZone } = useMe().settings;
  if (useConnection() === 'online') return null;
  return (
    <p
      role="status"
      className="pointer-events-none absolute inset-x-0 bottom-3 mx-auto flex w-fit max-w-[calc(100%-24px)] animate-rise-in items-center gap-2 rounded-full border bg-raised px-4 py-2 font-medium text-sm text-warn shadow-sheet"
    >
      <CloudOff aria-hidden className="size-4 shrink-0" />
      Not live{answeredAt > 0 ? ` · figures as of ${formatTime(answeredAt, timeZone)}` : ''}
    </p>
  );
}
