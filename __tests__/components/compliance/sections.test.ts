import { expect, test } from 'vitest';
import { SECTION_NAMES, SECTIONS, sectionOfParameters } from '@/components/compliance/sections';
import { CASE_PARAMETERS } from '@/components/compliance/use-cases-url';
import { EXCLUSION_PARAMETERS } from '@/components/compliance/use-compliance-url';
import { LENS_PARAMETERS } from '@/components/compliance/use-lens-url';

test.each([
  ['a case', ['case'], 'cases'],
  ['cases of a day', ['day'], 'cases'],
  ['the filing profile', ['desk'], 'cases'],
  ['what stands out in fewer days', ['span'], 'patterns'],
  ['the exclusions of a player', ['player'], 'exclusions'],
  ['hits', ['view', 'hits'], 'exclusions'],
  ['nothing', [], null],
  ['what no section knows', ['tab'], null],
] as const)('an address without a section opens the one of what it names: %s', (_, keys, section) => {
  expect(sectionOfParameters(SECTION_NAMES, keys)).toBe(section);
});

test('a case opens nothing for somebody who does not see cases', () => {
  expect(sectionOfParameters(['exclusions'], ['case'])).toBeNull();
});

test('each section names what it keeps in the address', () => {
  const kept = Object.fromEntries(SECTION_NAMES.map((name) => [name, SECTIONS[name].parameters]));
  expect(kept).toEqual({
    cases: expect.arrayContaining(Object.keys(CASE_PARAMETERS)),
    patterns: Object.keys(LENS_PARAMETERS),
    exclusions: Object.keys(EXCLUSION_PARAMETERS),
    seals: [],
    packs: [],
    insider: Object.keys(LENS_PARAMETERS),
  });
});
