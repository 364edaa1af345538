'use client';

import { parseAsNumberLiteral, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import { parseAsGamingDay } from '@/components/domain/day-parameter';
import type { PlayerValueSort } from '@/services/reports/dtos';

/** Over how many gaming days players are listed. */
export const PERIODS = [1, 7, 30, 90, 365] as const;
export type Period = (typeof PERIODS)[number];
export const SORTS = ['theo', 'given', 'rate', 'last_visit'] as const satisfies readonly PlayerValueSort[];

const PARAMETERS = {
  /** Null: today, whatever day that is by then. */
  day: parseAsGamingDay,
  /** By name and not by id, so that another day shows the same shift. Null: the whole day. */
  shift: parseAsString,
  view: parseAsStringLiteral(['day', 'players'] as const).withDefault('day'),
  days: parseAsNumberLiteral(PERIODS).withDefault(90),
  sort: parseAsStringLiteral(SORTS).withDefault('theo'),
};

/** Which report is shown, kept in the address so that it survives a reload and can be passed on. */
export function useReportUrl() {
  const [url, setUrl] = useQueryStates(PARAMETERS);
  return {
    day: url.day,
    view: url.view,
    days: url.days,
    sort: url.sort,
    shiftName: url.shift,
    setView: useCallback((view: 'day' | 'players') => void setUrl({ view }), [setUrl]),
    setDays: useCallback((days: Period) => void setUrl({ days }), [setUrl]),
    setSort: useCallback((sort: PlayerValueSort) => void setUrl({ sort }), [setUrl]),
    setDay: useCallback((day: string | null) => void setUrl({ day }), [setUrl]),
    setShift: useCallback((shift: string | null) => void setUrl({ shift }), [setUrl]),
  };
}
