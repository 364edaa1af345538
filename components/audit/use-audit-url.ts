'use client';

import { parseAsString, useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import { useOpened, useOpenedKind, useTaken } from '@/components/ui/use-opened';
import type { AuditFilterText, AuditRow } from '@/services/audit/dtos';

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
/** What lies over the trail: a row, or the filters that were saved. */
const AUDIT_OVERLAYS = ['row', 'saved'] as const;
const TRACE_OVERLAYS = ['row'] as const;
// What is open is written here only to be left behind by another question.
const PARAMETERS = { ...FILTERS, view: parseAsString, trace: parseAsString, open: parseAsString, step: parseAsString };
/** The trail under no filter, followed nowhere, with nothing over it. */
const NOTHING = { ...Object.fromEntries(Object.keys(PARAMETERS).map((name) => [name, null])), view: 'trail' };

/** What of the trail is shown, kept in the address, so that it survives a reload and can be passed on. */
export function useAuditUrl() {
  const [{ view: _view, trace: _trace, open: _open, step: _step, ...texts }, setUrl] = useQueryStates(PARAMETERS);
  const given = Object.entries(texts).filter(([, text]) => text !== null && text !== '');
  const filter: AuditFilterText = Object.fromEntries(given);
  return {
    filter,
    /** The correlation id that is followed, if one is; closing it goes back to the trail as it was. */
    trace: useOpened('trace'),
    overlay: useOpenedKind('open', AUDIT_OVERLAYS),
    /** What lies over a correlation id that is followed: a row of it. The one from which it was followed may lie under it. */
    traced: useOpenedKind('step', TRACE_OVERLAYS),
    /** Narrows the question down, or widens it by a null. */
    narrow: useCallback(
      (changes: { [Name in keyof AuditFilterText]: string | null }) => void setUrl({ view: 'trail', ...changes }),
      [setUrl],
    ),
    /** Another question, which one can go back from. */
    ask: useCallback((asked: AuditFilterText) => void setUrl({ ...NOTHING, ...asked }, { history: 'push' }), [setUrl]),
  };
}
export type AuditUrl = ReturnType<typeof useAuditUrl>;

/** The row whose sheet is open, of those that show, and how to open another one's. */
export function useOpenRow(overlay: AuditUrl['overlay'] | AuditUrl['traced'], rows: readonly AuditRow[] | undefined) {
  const { kind, about, open } = overlay;
  const [row, take] = useTaken(kind === 'row' ? about : null, rows);
  const openRow = (next: AuditRow) => {
    take(next);
    open('row', next.id);
  };
  return [row, openRow] as const;
}
