'use client';

import { parseAsBoolean, parseAsString, useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import { ALL_PITS } from './pit-toolbar';

const PARAMETERS = {
  pit: parseAsString.withDefault(ALL_PITS),
  due: parseAsBoolean.withDefault(false),
  slip: parseAsString,
};

/** What the pit screen shows, kept in the address so that it survives a reload and can be passed on. */
export function usePitUrl() {
  const [url, setUrl] = useQueryStates(PARAMETERS);
  return {
    pitId: url.pit,
    isDueOnly: url.due,
    slipId: url.slip,
    setPit: useCallback((pit: string) => void setUrl({ pit }), [setUrl]),
    setDueOnly: useCallback((due: boolean) => void setUrl({ due: due || null }), [setUrl]),
    // Opening a slip is a step one can go back from; closing it, or following it to a new seat, is not another one.
    openSlip: useCallback((slip: string) => void setUrl({ slip }, { history: 'push' }), [setUrl]),
    replaceSlip: useCallback((slip: string | null) => void setUrl({ slip }), [setUrl]),
  };
}
