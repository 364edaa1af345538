'use client';

import { parseAsString, useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
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
const NOTHING = Object.fromEntries(Object.keys(FILTERS).map((name) => [name, null]));

/** What of the trail is shown, kept in the address, so that it survives a reload and can be passed on. */
export function useAuditUrl() {
  const [url, setUrl] = useQueryStates(FILTERS);
  const filter = useMemo(
    (): AuditFilterText => Object.fromEntries(Object.entries(url).filter(([, text]) => text !== null && text !== '')),
    [url],
  );
  return {
    filter,
    set: useCallback((name: keyof typeof FILTERS, text: string) => void setUrl({ [name]: text || null }), [setUrl]),
    /** Another question, which one can go back from. */
    ask: useCallback((asked: AuditFilterText) => void setUrl({ ...NOTHING, ...asked }, { history: 'push' }), [setUrl]),
  };
}
