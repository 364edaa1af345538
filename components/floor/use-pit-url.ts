'use client';

import { useCallback } from 'react';
import { useInAddress, useOpened, useOpenedKind } from '@/components/ui/use-opened';
import { ALL_PITS } from './pit-toolbar';

/**
 * What lies over the pit, one at a time: what is done with the chosen slip (`issue` with the tab that shows), or the search for a
 * player (`find`, with the table at which whoever is found will sit).
 */
export const PIT_OVERLAYS = ['issue', 'move', 'close', 'resume', 'find'] as const;
/** Those that are about the chosen slip. */
export type SlipOverlay = Exclude<(typeof PIT_OVERLAYS)[number], 'find'>;
export type PitOverlay = ReturnType<typeof usePitUrl>['overlay'];

/** What the pit screen shows, kept in the address so that it survives a reload and can be passed on. */
export function usePitUrl() {
  const [pit, setPit] = useInAddress('pit');
  const [due, setDue] = useInAddress('due');
  return {
    pitId: pit ?? ALL_PITS,
    isDueOnly: due === 'true',
    setPit: useCallback((pitId: string) => setPit(pitId === ALL_PITS ? null : pitId), [setPit]),
    setDueOnly: useCallback((isDueOnly: boolean) => setDue(isDueOnly ? 'true' : null), [setDue]),
    slip: useOpened('slip'),
    overlay: useOpenedKind('open', PIT_OVERLAYS),
  };
}
