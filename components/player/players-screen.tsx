'use client';

import { useState } from 'react';
import { PlayerLink } from '@/components/floor/found-player';
import { PlayerSearch } from '@/components/floor/player-search';

/** Finds a player by name or loyalty id, wherever the player is. */
export function PlayersScreen() {
  // Not in the address: names have no place in a browser's history.
  const [query, setQuery] = useState('');
  return (
    <div className="scroll-area h-full">
      <section aria-labelledby="find-player" className="mx-auto grid max-w-[640px] gap-4 p-5 max-sm:p-4">
        <h2 id="find-player" className="font-bold text-xl tracking-tight">
          Players
        </h2>
        <PlayerSearch query={query} onQuery={setQuery}>
          {(player) => <PlayerLink player={player} {...(player.openVisitId && { note: 'Checked in' })} />}
        </PlayerSearch>
      </section>
    </div>
  );
}
