'use client';

import { useSearchParams } from 'next/navigation';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useEffect } from 'react';
import { useComplianceWaiting } from '@/hooks/compliance/use-compliance-waiting';
import { useFindingCounts } from '@/hooks/lens/use-finding-counts';
import { SECTION_NAMES, type SectionName, sectionOfParameters } from './sections';
import { firstSection, type WhatWaits } from './waiting';

const SECTION = parseAsStringLiteral(SECTION_NAMES).withOptions({ history: 'push' });

/**
 * Which section shows, and what waits in each. An address that names none gets the one whose matter it names, such as a case, or else
 * the first in which something waits, once that is known: from then on it says which one it is, since what a section keeps in the
 * address stays there for when one comes back.
 */
export function useSectionUrl(names: readonly SectionName[]) {
  const [inAddress, setNamed] = useQueryState('section', SECTION);
  const parameters = useSearchParams();
  const { data: known, isLoading } = useComplianceWaiting();
  const named = inAddress !== null && names.includes(inAddress) ? inAddress : null;
  const meant = named ?? sectionOfParameters(names, parameters.keys());
  const section = meant ?? (isLoading ? null : firstSection(names, known));
  useEffect(() => {
    if (named === null && section !== null) void setNamed(section, { history: 'replace' });
  }, [named, section, setNamed]);
  const waiting: WhatWaits = { known, findings: useFindingCounts() };
  return { section, setSection: (name: SectionName) => void setNamed(name), waiting };
}
