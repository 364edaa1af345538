'use client';

import { ChevronRight, Hourglass } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { NavLink } from '@/components/ui/nav-link';
import { SheetBody, SheetFrame, SheetHead } from '@/components/ui/sheet';
import { toastError } from '@/components/ui/toast';
import { useMe } from '@/hooks/casino/me-context';
import { useHeldSlips } from '@/hooks/floor/use-held-slips';
import { t } from '@/words/say';
import { duePlay, dueText } from './due-words';
import type { usePlayersUrl } from './use-players-url';

/**
 * The slips that the house closed, behind a button for people who may settle them; each leads to its player. Nothing
 * while there is none.
 */
export function HeldSlips({ overlay }: { overlay: ReturnType<typeof usePlayersUrl>['overlay'] }) {
  const { timeZone } = useMe().settings;
  const held = useHeldSlips();
  const slips = held.data ?? [];
  if (slips.length === 0) return null;
  return (
    <>
      <Button onClick={() => overlay.open('heldSlips')}>
        <Hourglass aria-hidden />
        {t(held.hasNextPage ? 'player.moreThanToSettle' : 'player.toSettle', { count: slips.length })}
      </Button>
      <SheetFrame isOpen={overlay.kind === 'heldSlips'} onClose={overlay.close} isWide>
        <SheetHead title={t('player.closedByHouse')} subtitle={t('player.closedByHouseMeaning')} />
        <SheetBody>
          <ul aria-label={t('player.slipsToSettle')} className="divide-y">
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
              {held.isFetchingNextPage ? t('ui.loading') : t('player.showEarlierSlips')}
            </Button>
          ) : null}
        </SheetBody>
      </SheetFrame>
    </>
  );
}
