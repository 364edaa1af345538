import type { CompiledMessage } from '@lingui/message-utils/compileMessage';
import { describe, expect, test } from 'vitest';
import { CATALOGUES, compileRooms, ROOMS } from '@/words/compile';
import { LANGUAGES, type Language, LOCALES } from '@/words/languages';
import { makeWords } from '@/words/say';

const LANGUAGE_NAMES = Object.keys(LANGUAGES) as Language[];
const SELECTOR = /^(plural|select|selectordinal)$/;

type Found = { values: Set<string>; plurals: string[][] };

/** The values that a compiled message asks for, and the cases of each of its plurals. */
function readMessage(message: CompiledMessage, found: Found = { values: new Set(), plurals: [] }): Found {
  for (const part of Array.isArray(message) ? message : []) {
    if (!Array.isArray(part)) continue;
    const [name, kind, cases] = part as [string, string?, Record<string, CompiledMessage>?];
    found.values.add(name);
    if (!kind || !SELECTOR.test(kind)) continue;
    const named = Object.entries(cases ?? {}).filter(([key]) => key !== 'offset');
    if (kind === 'plural') found.plurals.push(named.map(([key]) => key));
    for (const [, inner] of named) readMessage(inner, found);
  }
  return found;
}

describe.each(LANGUAGE_NAMES)('the words of %s', (language) => {
  const english = compileRooms('en', ROOMS);
  const messages = compileRooms(language, ROOMS);

  test('ask for the same values as the English ones', () => {
    const names = (all: typeof english, key: string) => [...readMessage(all[key] as CompiledMessage).values].sort();
    const others = Object.keys(english).filter((key) => `${names(messages, key)}` !== `${names(english, key)}`);
    expect(others).toEqual([]);
  });

  test('have every form in which the language counts', () => {
    const wanted = new Intl.PluralRules(LOCALES[language]).resolvedOptions().pluralCategories;
    const lacking = Object.entries(messages).filter(([, message]) =>
      readMessage(message as CompiledMessage).plurals.some((cases) => wanted.some((form) => !cases.includes(form))),
    );
    expect(lacking.map(([key]) => key)).toEqual([]);
  });

  test('are written without spaces at their ends, and none is empty', () => {
    const texts = Object.values(CATALOGUES[language]).flatMap((room) => Object.entries<string>(room));
    expect(texts.filter(([, text]) => text !== text.trim() || text === '')).toEqual([]);
  });
});

test('millions are counted as Spanish counts them', () => {
  const { i18n } = makeWords('es', compileRooms('es', ['format']));
  const days = (count: number) => i18n._('format.days', { count });
  expect([1, 2, 1_000_000, 1_000_001].map(days)).toEqual(['1 día', '2 días', '1,000,000 de días', '1,000,001 días']);
});

test('a name that has no words has none, and throws nothing', () => {
  expect(makeWords('en', {}).i18n._('labels.reason_promotion')).toBe('reason_promotion');
});
