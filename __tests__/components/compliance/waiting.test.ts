import { expect, it, test } from 'vitest';
import { SECTION_NAMES } from '@/components/compliance/sections';
import { firstSection, waitsIn } from '@/components/compliance/waiting';
import { compileRooms } from '@/words/compile';
import { LANGUAGES, type Language } from '@/words/languages';
import { makeWords } from '@/words/say';

const NOTHING = { cases: 0, overdueCases: 0, hits: 0 };

test.each([
  ['cases, though hits wait too', { cases: 2, overdueCases: 0, hits: 1 }, 'cases'],
  ['hits, when no case waits', { ...NOTHING, hits: 1 }, 'exclusions'],
  ['nothing: the first', NOTHING, 'cases'],
  ['what nobody knows: the first', undefined, 'cases'],
] as const)('the screen opens on what waits: %s', (_, waiting, section) => {
  expect(firstSection(SECTION_NAMES, waiting)).toBe(section);
});

it('opens on no section that the person does not see', () => {
  expect(firstSection(['seals', 'exclusions'], { ...NOTHING, cases: 2 })).toBe('seals');
});

it('counts in a section what waits there, and says what is overdue', () => {
  const waiting = { known: { cases: 3, overdueCases: 1, hits: 2 }, findings: { cash: 4, insider: 1 } };
  expect(waitsIn('cases', waiting)).toEqual({ count: 3, isLate: true, text: '3 cases wait, 1 overdue' });
  expect(waitsIn('exclusions', waiting)).toEqual({ count: 2, isLate: false, text: '2 new hits' });
  expect(waitsIn('patterns', waiting)).toEqual({ count: 4, isLate: false, text: '4 findings to look into' });
  expect(waitsIn('insider', waiting)).toEqual({ count: 1, isLate: false, text: '1 finding to look into' });
  expect(waitsIn('seals', waiting)).toBeNull();
});

it('tells what nobody knows yet from nothing, for each section by itself', () => {
  const waiting = { known: { cases: 0, overdueCases: 0, hits: 0 }, findings: { cash: 0 } };
  expect(waitsIn('cases', waiting)?.count).toBe(0);
  expect(waitsIn('patterns', waiting)?.count).toBe(0);
  expect(waitsIn('insider', waiting)).toBeUndefined();
  expect(waitsIn('exclusions', { known: undefined, findings: {} })).toBeUndefined();
});

test.each(Object.keys(LANGUAGES) as Language[])('the counts of %s are those of the badge', (language) => {
  const { i18n } = makeWords(language, compileRooms(language, ['compliance', 'shell']));
  const figures = { cases: 3, overdue: 1, hits: 2, findings: 4 };
  const badge = i18n._('shell.complianceWaiting', figures);
  expect(badge).toContain(i18n._('compliance.casesWait', figures));
  expect(badge).toContain(i18n._('compliance.hitsWait', figures));
  expect(badge).toContain(i18n._('compliance.findingsWait', figures));
});
