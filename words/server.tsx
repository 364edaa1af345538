import 'server-only';
import type { Metadata } from 'next';
import { cookies, headers } from 'next/headers';
import { cache, type ReactNode } from 'react';
import { compileRooms, ROOMS } from './compile';
import { isLanguage, LANGUAGE_COOKIE, type Language, pickLanguage } from './languages';
import { makeWords, provideWords, type Room, type WordKey, type Words } from './say';
import { WordsProvider } from './words-provider';

/** What every screen may say. */
const EVERYWHERE: readonly Room[] = ['domain', 'errors', 'forms', 'format', 'labels', 'rules', 'shell', 'ui'];

/** The language that the person chose on this device, or else the first of the browser's that is ours. */
export const readLanguage = cache(async (): Promise<Language> => {
  const chosen = (await cookies()).get(LANGUAGE_COOKIE)?.value;
  return isLanguage(chosen) ? chosen : pickLanguage((await headers()).get('accept-language'));
});

const ofThisRequest = cache((): { words: Words | null } => ({ words: null }));

provideWords(() => {
  const { words } = ofThisRequest();
  if (!words) throw new Error('A page that speaks on the server awaits getWords() first.');
  return words;
});

/** To be awaited before the server itself says something: the title of a page, or a page without a script. */
export async function getWords(): Promise<Words> {
  const language = await readLanguage();
  const request = ofThisRequest();
  request.words ??= makeWords(language, compileRooms(language, ROOMS));
  return request.words;
}

/** The title of a page, in the words of its key. */
export function titled(key: WordKey): () => Promise<Metadata> {
  return async () => ({ title: (await getWords()).i18n._(key) });
}

/** Sends a screen the words of the rooms that it uses, beside those that every screen has. */
export async function WordsOf({ rooms, children }: { rooms?: readonly Room[]; children: ReactNode }) {
  const language = await readLanguage();
  return (
    <WordsProvider language={language} messages={compileRooms(language, rooms ?? EVERYWHERE)}>
      {children}
    </WordsProvider>
  );
}
