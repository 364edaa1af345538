import { LANGUAGE_COOKIE, type Language } from '@/words/languages';

const A_YEAR = 31_536_000;

/** Has the server draw the next pages in a language; with null in that of the browser. */
export function rememberLanguage(language: Language | null): void {
  const secure = window.location.protocol === 'https:' ? '; secure' : '';
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in the Safari of older tablets.
  document.cookie = `${LANGUAGE_COOKIE}=${language ?? ''}; path=/; max-age=${language ? A_YEAR : 0}; samesite=lax${secure}`;
}
