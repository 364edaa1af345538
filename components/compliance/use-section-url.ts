'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { SECTION_NAMES, type SectionName } from './sections';

const SECTION = parseAsStringLiteral(SECTION_NAMES).withDefault('cases').withOptions({ history: 'push' });

/** Which section shows. What a section keeps in the address stays there for when one comes back to it. */
export function useSectionUrl() {
  const [section, setSection] = useQueryState('section', SECTION);
  return { section, setSection: (name: SectionName | null) => void setSection(name) };
}
