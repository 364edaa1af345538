'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useEffect } from 'react';
import { useComplianceWaiting } from '@/hooks/compliance/use-compliance-waiting';
import { SECTION_NAMES, type SectionName } from './sections';
import { firstSection } from './waiting';

const SECTION = parseAsStringLiteral(SECTION_NAMES).withOptions({ history: 'push' });

/**
 * Which section shows, and what waits in each. An address that names none gets the first in which something waits, once that is
 * known: from then on it says which one it is, since what a section keeps in the address stays there for when one comes back.
 */
export function useSectionUrl(names: readonly SectionName[]) {
  const [inAddress, setNamed] = useQueryState('section', SECTION);
  const { data: waiting, isLoading } = useComplianceWaiting();
  const named = inAddress !== null && names.includes(inAddress) ? inAddress : null;
  const opensWith = named === null && !isLoading ? firstSection(names, waiting) : null;
  useEffect(() => {
    if (opensWith !== null) void setNamed(opensWith, { history: 'replace' });
  }, [opensWith, setNamed]);
  return { section: named ?? opensWith, setSection: (name: SectionName) => void setNamed(name), waiting };
}
