'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useState } from 'react';

const PATH = '/players';
/** When a player was here last, as the list tells them apart. */
export const LAST_VISITS = ['today', 'week', 'month', 'away'] as const;
export type LastVisit = (typeof LAST_VISITS)[number];
type Shown = { q: string; tier: string; house: string; seen: string };

const NOTHING: Shown = { q: '', tier: '', house: '', seen: '' };
let latest = PATH;

/** The list of players as it was last looked at, for the way back from one of them. */
export const playersAddress = () => latest;

/**
 * What the list of players shows, kept in the address, so that it survives Back and a reload. By the History API, which the
 * router follows; what is being typed is in the state, since the router's own is a moment behind.
 */
export function usePlayersUrl() {
  const parameters = useSearchParams();
  const [shown, setShown] = useState<Shown>(() => ({ ...NOTHING, ...Object.fromEntries(parameters) }));
  useEffect(() => {
    const query = new URLSearchParams(Object.entries(shown).filter(([, text]) => text !== ''));
    latest = query.size > 0 ? `${PATH}?${query}` : PATH;
    if (latest !== `${window.location.pathname}${window.location.search}`)
      window.history.replaceState(null, '', latest);
  }, [shown]);
  const set = useCallback((name: keyof Shown, text: string) => setShown((before) => ({ ...before, [name]: text })), []);
  const clear = useCallback(() => setShown(NOTHING), []);
  return { ...shown, seen: LAST_VISITS.find((known) => known === shown.seen) ?? null, set, clear };
}
