'use client';

import { ChevronRight, Hourglass } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { NavLink } from '@/components/ui/nav-link';
import { SheetBody, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { toastError } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { useHeldSlips } from '@/hooks/floor/use-held-slips';
import { duePlay, dueText } from './due-words';

/** The slips that the house closed, behind a button for who may settle them; each leads to its player. Nothing while there is none. */
export function HeldSlips() {
  const { timeZone } = useMe().settings;
  const [isOpen, setIsOpen] = useState(false);
  const held = useHeldSlips();
  const slips = held.data ?? [];
  if (slips.length === 0) return null;
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>
        <Hourglass aria-hidden />
        {held.hasNextPage ? `More than ${slips.length}` : slips.length} to settle
      </Button>
      <SheetFrame isOpen={isOpen} onClose={() => setIsOpen(false)} isWide>
        <SheetHead title="Closed by the house" subtitle="Nobody ended these slips, so nothing is paid" />
        <SheetBody>
          <ul aria-label="Slips to settle" className="divide-y">
            {slips.map((slip) => (
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
        </SheetBody>
      </SheetFrame>
    </>
  );
}
