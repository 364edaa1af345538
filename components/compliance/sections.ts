import { type LateCode, lateCode } from '@/components/ui/late';
import type { Capability } from '@/services/casino/dtos';

/** A matter that compliance works with. */
type Section = {
  /** Who does not have it does not see the section. */
  capability: Capability;
  /** What it draws, fetched when it is looked at. It takes no props: what it shows is in the address. */
  code: LateCode<object>;
  /** What it keeps in the address. */
  parameters: readonly string[];
};

/** The sections of the screen in their order: a further one is an entry here and its name, `section_<name>`, in the words of the screen. */
export const SECTIONS = {
  cases: {
    capability: 'mtl.read',
    code: lateCode(async () => (await import('./cases-section')).CasesSection),
    parameters: ['case', 'desk', 'show', 'day'],
  },
  patterns: {
    capability: 'ctr.manage',
    code: lateCode(async () => (await import('./lens-section')).PatternsSection),
    parameters: ['until', 'span', 'acknowledged'],
  },
  exclusions: {
    capability: 'exclusion.read',
    code: lateCode(async () => (await import('./exclusions-section')).ExclusionsSection),
    parameters: ['view', 'kind', 'force', 'met', 'player', 'hits'],
  },
  seals: {
    capability: 'audit.read',
    code: lateCode(async () => (await import('./seals-section')).SealsSection),
    parameters: [],
  },
  packs: {
    capability: 'pack.make',
    code: lateCode(async () => (await import('@/components/packs/pack-form')).PackForm),
    parameters: [],
  },
  insider: {
    capability: 'ctr.manage',
    code: lateCode(async () => (await import('./lens-section')).InsiderSection),
    // As of the patterns: who changes between the two lenses looks at the same days.
    parameters: ['until', 'span', 'acknowledged'],
  },
} as const satisfies Record<string, Section>;

export type SectionName = keyof typeof SECTIONS;
export const SECTION_NAMES = Object.keys(SECTIONS) as SectionName[];

/** The section of an address that names none, but something that a section keeps there, such as a case; null for any other. */
export function sectionOfParameters(names: readonly SectionName[], keys: Iterable<string>): SectionName | null {
  const named = new Set(keys);
  return names.find((name) => SECTIONS[name].parameters.some((key) => named.has(key))) ?? null;
}
