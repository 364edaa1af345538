'use client';

import { type ReactNode, useState } from 'react';
import { useSeating } from '@/hooks/floor/use-seating';
import { isSeatHeld } from './seat-held';
import { SeatingNotice } from './seating-notice';

type HeldSeat = {
  /** Shown above the button that seats; null while nothing holds the player. */
  notice: ReactNode;
  /** The player is held, and nobody has confirmed. */
  isBlocked: boolean;
  /** Whether the first look has been answered. */
  isKnown: boolean;
  confirmExcluded: true | undefined;
  /** Takes a refusal that came of an exclusion set since the last look; false for any other. */
  onRefused: (error: unknown) => boolean;
};

/** What stands between a player and a seat. A confirmation is for the exclusions that were read, and for no later one. */
export function useHeldSeat(playerId: string): HeldSeat {
  const seating = useSeating(playerId);
  const [confirmed, setConfirmed] = useState<string | null>(null);
  const held = seating.data?.isHeld ? seating.data : null;
  const asked = held?.exclusions.map(({ id }) => id).join(' ') ?? null;
  const isConfirmed = held?.mayConfirm === true && confirmed === asked;
  return {
    notice: held ? (
      <SeatingNotice seating={held} isConfirmed={isConfirmed} onConfirm={(is) => setConfirmed(is ? asked : null)} />
    ) : null,
    isBlocked: held !== null && !isConfirmed,
    isKnown: seating.isFetched,
    confirmExcluded: isConfirmed || undefined,
    onRefused: (error) => {
      if (!isSeatHeld(error)) return false;
      setConfirmed(null);
      void seating.refetch();
      return true;
    },
  };
}
