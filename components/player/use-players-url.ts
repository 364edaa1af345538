'use client';

import { useCallback, useEffect } from 'react';
import { useInAddress, useOpenedKind } from '@/components/ui/use-opened';
import { addressOf } from '@/lib/client/opened-history';

const PATH = '/players';
/** When a player was here last, as the list tells them apart. */
export const LAST_VISITS = ['today', 'week', 'month', 'away'] as const;
export type LastVisit = (typeof LAST_VISITS)[number];
/** What lies over the list: the slips that wait for a manager. */
const PLAYERS_OVERLAYS = ['heldSlips'] as const;

let latest = PATH;

/** The list of players as it was last looked at, for the way back from one of them. */
export const playersAddress = () => latest;

/** What the list of players shows, kept in the address, so that it survives Back and a reload. */
export function usePlayersUrl() {
  const [q, sayWords] = useInAddress('q');
  const [tier, sayTier] = useInAddress('tier');
  const [house, sayHouse] = useInAddress('house');
  const [seen, saySeen] = useInAddress('seen');
  useEffect(() => {
    const shown = Object.entries({ q, tier, house, seen }).filter(
      (entry): entry is [string, string] => entry[1] !== null,
    );
    latest = addressOf({ pathname: PATH, search: shown.length > 0 ? `?${new URLSearchParams(shown)}` : '' });
  }, [q, tier, house, seen]);
  const set = useCallback(
    (name: 'q' | 'tier' | 'house' | 'seen', text: string) =>
      ({ q: sayWords, tier: sayTier, house: sayHouse, seen: saySeen })[name](text || null),
    [sayWords, sayTier, sayHouse, saySeen],
  );
  const clear = useCallback(() => {
    for (const say of [sayWords, sayTier, sayHouse, saySeen]) say(null);
  }, [sayWords, sayTier, sayHouse, saySeen]);
  return {
    q: q ?? '',
    tier: tier ?? '',
    house: house ?? '',
    seen: LAST_VISITS.find((known) => known === seen) ?? null,
    set,
    clear,
    overlay: useOpenedKind('open', PLAYERS_OVERLAYS),
  };
}
