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
  expect(firstSection(['patterns', 'exclusions'], { ...NOTHING, cases: 2 })).toBe('patterns');
});

it('counts in a section what waits there, and says what is overdue', () => {
  const waiting = { cases: 3, overdueCases: 1, hits: 2 };
  expect(waitsIn('cases', waiting)).toEqual({ count: 3, isLate: true, text: '3 cases wait, 1 overdue' });
  expect(waitsIn('exclusions', waiting)).toEqual({ count: 2, isLate: false, text: '2 new hits' });
  expect(waitsIn('seals', waiting)).toBeNull();
});

test.each(Object.keys(LANGUAGES) as Language[])('the counts of %s are those of the badge', (language) => {
  const { i18n } = makeWords(language, compileRooms(language, ['compliance', 'shell']));
  const figures = { cases: 3, overdue: 1, hits: 2 };
  const badge = i18n._('shell.complianceWaiting', figures);
  expect(badge).toContain(i18n._('compliance.casesWait', figures));
  expect(badge).toContain(i18n._('compliance.hitsWait', figures));
});
