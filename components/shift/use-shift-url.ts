'use client';

import { parseAsArrayOf, parseAsString, useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import { parseAsGamingDay } from '@/components/domain/day-parameter';

const PARAMETERS = {
  /** Null: today, whatever day that is by then. */
  day: parseAsGamingDay,
  /** By name and not by id, so that another day shows the same shift. Null: the whole day. */
  shift: parseAsString,
  /** The pits whose tables are shown. */
  pits: parseAsArrayOf(parseAsString).withDefault([]),
};

/** What the shift screen shows, kept in the address so that it survives a reload and can be passed on. */
export function useShiftUrl() {
  const [url, setUrl] = useQueryStates(PARAMETERS);
  return {
    day: url.day,
    shiftName: url.shift,
    openPits: url.pits,
    setDay: useCallback((day: string | null) => void setUrl({ day }), [setUrl]),
    setShift: useCallback((shift: string | null) => void setUrl({ shift }), [setUrl]),
    togglePit: useCallback(
      (pitId: string) =>
        void setUrl(({ pits }) => ({
          pits: pits.includes(pitId) ? pits.filter((open) => open !== pitId) : [...pits, pitId],
        })),
      [setUrl],
    ),
  };
}
