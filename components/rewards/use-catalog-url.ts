'use client';

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import { useOpenedKind } from '@/components/ui/use-opened';
import type { RewardFamily } from '@/services/catalog/dtos';
import { ACTIVE_FILTERS, type RewardFilter } from './reward-model';

/** The two halves of the screen. */
export const CATALOG_VIEWS = ['rewards', 'earning'] as const;
export type CatalogView = (typeof CATALOG_VIEWS)[number];
/** The families in the order in which they are offered. */
export const REWARD_FAMILIES = ['points_comp', 'entitlement'] as const satisfies readonly RewardFamily[];

const PARAMETERS = {
  view: parseAsStringLiteral(CATALOG_VIEWS).withDefault('rewards'),
  q: parseAsString.withDefault(''),
  family: parseAsStringLiteral(REWARD_FAMILIES),
  kind: parseAsString,
  active: parseAsStringLiteral(ACTIVE_FILTERS).withDefault('all'),
};
const CATALOG_OVERLAYS = ['reward'] as const;
const NO_FILTER = { q: null, family: null, kind: null, active: null };

/** What the catalog shows, kept in the address so that it survives a reload and can be passed on. */
export function useCatalogUrl() {
  const [{ view, q, family, kind, active }, setUrl] = useQueryStates(PARAMETERS);
  const filter: RewardFilter = { text: q, family, kind, active };
  return {
    view,
    filter,
    setView: useCallback((next: CatalogView) => void setUrl({ view: next }), [setUrl]),
    setFilter: useCallback(
      ({ text, ...rest }: Partial<RewardFilter>) =>
        void setUrl({ ...rest, ...(text === undefined ? {} : { q: text }) }),
      [setUrl],
    ),
    clearFilter: useCallback(() => void setUrl(NO_FILTER), [setUrl]),
    /** What lies over the catalog: the editor, with the id of its reward, or none for a new one. */
    editor: useOpenedKind('open', CATALOG_OVERLAYS),
  };
}
