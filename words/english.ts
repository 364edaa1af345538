import { compileRooms } from './compile';
import { makeWords, sayIn } from './say';

const words = makeWords('en', compileRooms('en', ['errors', 'format', 'rowErrors', 'rules', 'settings', 'shift']));

/** `t` in English, for what the API says in whole sentences. */
export const tEnglish = sayIn(words);

/** The English words for a key, for what is not answered to a person: the API, its document, a log. */
export function inEnglish(key: string, values?: Record<string, string | number>): string {
  const written = Object.entries(values ?? {}).map(([name, value]) => [
    name,
    typeof value === 'number' ? value.toLocaleString('en-US') : value,
  ]);
  return words.i18n._(key, Object.fromEntries(written));
}
