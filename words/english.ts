import { compileRooms } from './compile';
import { makeWords } from './say';

const { i18n } = makeWords('en', compileRooms('en', ['errors', 'rowErrors', 'rules']));

/** The English words for a key, for what is not answered to a person: the API, its document, a log. */
export function inEnglish(key: string, values?: Record<string, string | number>): string {
  const written = Object.entries(values ?? {}).map(([name, value]) => [
    name,
    typeof value === 'number' ? value.toLocaleString('en-US') : value,
  ]);
  return i18n._(key, Object.fromEntries(written));
}
