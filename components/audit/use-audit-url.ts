'use client';

import { parseAsString, useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import type { AuditFilterText } from '@/services/audit/dtos';

const FILTERS = {
  entity: parseAsString,
  entityId: parseAsString,
  isWhole: parseAsString,
  actor: parseAsString,
  action: parseAsString,
  domain: parseAsString,
  from: parseAsString,
  to: parseAsString,
  gamingDay: parseAsString,
  correlationId: parseAsString,
  outcome: parseAsString,
};
const PARAMETERS = { ...FILTERS, view: parseAsString, trace: parseAsString };
/** The trail under no filter, followed nowhere. */
const NOTHING = { ...Object.fromEntries(Object.keys(PARAMETERS).map((name) => [name, null])), view: 'trail' };

/** What of the trail is shown, kept in the address, so that it survives a reload and can be passed on. */
export function useAuditUrl() {
  const [{ view: _, trace, ...texts }, setUrl] = useQueryStates(PARAMETERS);
  const given = Object.entries(texts).filter(([, text]) => text !== null && text !== '');
  const filter: AuditFilterText = Object.fromEntries(given);
  return {
    filter,
    /** The correlation id that is followed, if one is. */
    trace,
    /** Narrows the question down, or widens it by a null. */
    narrow: useCallback(
      (changes: { [Name in keyof AuditFilterText]: string | null }) => void setUrl({ view: 'trail', ...changes }),
      [setUrl],
    ),
    /** Another question, which one can go back from. */
    ask: useCallback((asked: AuditFilterText) => void setUrl({ ...NOTHING, ...asked }, { history: 'push' }), [setUrl]),
    /** Follows a correlation id, and with null goes back to the trail as it was. */
    follow: useCallback(
      (correlationId: string | null) => void setUrl({ view: 'trail', trace: correlationId }, { history: 'push' }),
      [setUrl],
    ),
  };
}
export type AuditUrl = ReturnType<typeof useAuditUrl>;
