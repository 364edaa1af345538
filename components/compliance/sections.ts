import { type LateCode, lateCode } from '@/components/ui/late';
import type { Capability } from '@/services/casino/dtos';

/** A matter that compliance works with. */
type Section = {
  /** Who does not have it does not see the section. */
  capability: Capability;
  /** What it draws, fetched when it is looked at. It takes no props: what it shows is in the address. */
  code: LateCode<object>;
};

/** The sections of the screen in their order: a further one is an entry here and its name, `section_<name>`, in the words of the screen. */
export const SECTIONS = {
  cases: { capability: 'mtl.read', code: lateCode(async () => (await import('./cases-section')).CasesSection) },
  patterns: {
    capability: 'ctr.manage',
    code: lateCode(async () => (await import('./lens-section')).PatternsSection),
  },
  exclusions: {
    capability: 'exclusion.read',
    code: lateCode(async () => (await import('./exclusions-section')).ExclusionsSection),
  },
  seals: {
    capability: 'audit.read',
    code: lateCode(async () => (await import('./seals-section')).SealsSection),
  },
  packs: {
    capability: 'pack.make',
    code: lateCode(async () => (await import('@/components/packs/pack-form')).PackForm),
  },
  insider: {
    capability: 'ctr.manage',
    code: lateCode(async () => (await import('./lens-section')).InsiderSection),
  },
} as const satisfies Record<string, Section>;

export type SectionName = keyof typeof SECTIONS;
export const SECTION_NAMES = Object.keys(SECTIONS) as SectionName[];
