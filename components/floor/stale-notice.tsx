'use client';

import { useQueryClient } from '@tanstack/react-query';
import { CloudOff } from 'lucide-react';
import { useMe } from '@/hooks/casino/me-context';
import { floorQueryOptions } from '@/hooks/floor/use-floor';
import { useConnection } from '@/hooks/use-connection';
import { formatTime } from '@/lib/shared/format';

/** While the server is away: that the floor on screen is not live, and from when it is. Floats, so nothing moves. */
export function StaleNotice() {
  return useConnection() === 'online' ? null : <Notice />;
}

function Notice() {
  const { casino, settings } = useMe();
  const queryClient = useQueryClient();
  // Read once and not subscribed to: while the server is away it does not change, and polls must not redraw the floor.
  const answeredAt = queryClient.getQueryState(floorQueryOptions(casino.id).queryKey)?.dataUpdatedAt;
  return (
    <p
      role="status"
      className="pointer-events-none absolute inset-x-0 bottom-3 mx-auto flex w-fit max-w-[calc(100%-24px)] animate-rise-in items-center gap-2 rounded-full border bg-raised px-4 py-2 font-medium text-sm text-warn shadow-sheet"
    >
      <CloudOff aria-hidden className="size-4 shrink-0" />
      Not live{answeredAt ? ` · floor as of ${formatTime(answeredAt, settings.timeZone)}` : ''}
    </p>
  );
}
