'use client';

import { ChevronRight } from 'lucide-react';
import { NavLink } from '@/components/shell/nav-link';
import { Button } from '@/components/ui/button';
import { toastError } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { useHeldSlips } from '@/hooks/floor/use-held-slips';
import { duePlay, dueText } from './due-words';

/** The slips that the house closed, for who may settle them; each leads to its player. Nothing while there is none. */
export function HeldSlips() {
  const { timeZone } = useMe().settings;
  const held = useHeldSlips();
  if (held.data === undefined || held.data.length === 0) return null;
  return (
    <section aria-labelledby="held-slips" className="rounded-lg border bg-surface px-4 pt-3 pb-2">
      <h3 id="held-slips" className="font-bold">
        Closed by the house
      </h3>
      <p className="pb-2 text-muted text-sm">
        Nobody ended these slips, so nothing is paid. Settle them, or leave them.
      </p>
      <ul className="divide-y border-t">
        {held.data.map((slip) => (
          <li key={slip.id}>
            <NavLink
              href={`/players/${slip.playerId}`}
              className="flex min-h-[60px] items-center gap-3 rounded-sm px-1 hover:bg-raised"
            >
              <span className="min-w-0 flex-1">
                <b className="block truncate font-semibold">{slip.playerName}</b>
                <span className="block text-muted text-xs">{duePlay(slip, timeZone)}</span>
              </span>
              <span className="whitespace-nowrap font-semibold text-sm text-warn">{dueText(slip)}</span>
              <ChevronRight aria-hidden className="size-4 shrink-0 text-muted" />
            </NavLink>
          </li>
        ))}
      </ul>
      {held.hasNextPage ? (
        <Button
          variant="quiet"
          className="w-full"
          isBusy={held.isFetchingNextPage}
          onClick={() => void held.fetchNextPage({ throwOnError: true }).catch(toastError)}
        >
          {held.isFetchingNextPage ? 'Loading …' : 'Show earlier ones'}
        </Button>
      ) : null}
    </section>
  );
}
