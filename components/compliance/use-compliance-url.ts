'use client';

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { EXCLUSION_KINDS } from '@/services/exclusions/dtos';

export const EXCLUSION_VIEWS = ['record', 'hits', 'lists'] as const;
/** What the list of exclusions is narrowed down to by time. */
export const FORCE_FILTERS = ['now', 'not'] as const;
export const HIT_FILTERS = ['new', 'all'] as const;

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
  return { ...url, setUrl };
}
export type ComplianceUrl = ReturnType<typeof useComplianceUrl>;
