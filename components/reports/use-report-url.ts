'use client';

import { parseAsString, useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import { parseAsGamingDay } from '@/components/domain/day-parameter';

const PARAMETERS = {
  /** Null: today, whatever day that is by then. */
  day: parseAsGamingDay,
  /** By name and not by id, so that another day shows the same shift. Null: the whole day. */
  shift: parseAsString,
};

/** Which report is shown, kept in the address so that it survives a reload and can be passed on. */
export function useReportUrl() {
  const [url, setUrl] = useQueryStates(PARAMETERS);
  return {
    day: url.day,
    shiftName: url.shift,
    setDay: useCallback((day: string | null) => void setUrl({ day }), [setUrl]),
    setShift: useCallback((shift: string | null) => void setUrl({ shift }), [setUrl]),
  };
}
