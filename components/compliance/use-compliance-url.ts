'use client';

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useOpenedKind } from '@/components/ui/use-opened';
import { EXCLUSION_KINDS } from '@/services/exclusions/dtos';

export const EXCLUSION_VIEWS = ['record', 'hits', 'lists'] as const;
/** What the list of exclusions is narrowed down to by time. */
export const FORCE_FILTERS = ['now', 'not'] as const;
export const HIT_FILTERS = ['new', 'all'] as const;

/** What lies over the section: an exclusion being set, one being lifted, a hit being looked into, a match that means somebody else. */
const EXCLUSION_OVERLAYS = ['exclude', 'lift', 'review', 'dismiss'] as const;

export const EXCLUSION_PARAMETERS = {
  view: parseAsStringLiteral(EXCLUSION_VIEWS).withDefault('record'),
  kind: parseAsStringLiteral(EXCLUSION_KINDS),
  force: parseAsStringLiteral(FORCE_FILTERS),
  met: parseAsStringLiteral(['yes']),
  player: parseAsString,
  hits: parseAsStringLiteral(HIT_FILTERS).withDefault('new'),
};

/** What the section of exclusions shows, kept in the address so that it survives a reload and can be passed on. */
export function useComplianceUrl() {
  const [url, setUrl] = useQueryStates(EXCLUSION_PARAMETERS);
  return { ...url, setUrl, overlay: useOpenedKind('open', EXCLUSION_OVERLAYS) };
}
export type ComplianceUrl = ReturnType<typeof useComplianceUrl>;
