'use client';

import type { Messages } from '@lingui/core';
import { createContext, type ReactNode, use } from 'react';
import type { Language } from './languages';
import { makeWords, provideWords, type Words } from './say';

type WordsProviderProps = { language: Language; messages: Messages; children: ReactNode };

/** While the server draws pages of several people at once, each has its own words; a browser has one person and one language. */
const WordsContext = createContext<Words | null>(null);
let wordsOfThePage: Words | null = null;

provideWords(() => {
  const words = typeof window === 'undefined' ? use(WordsContext) : wordsOfThePage;
  if (!words) throw new Error('The words are provided by nobody above.');
  return words;
});

/** Adds messages to what is at hand below. Another language comes with another load of the page. */
export function WordsProvider({ language, messages, children }: WordsProviderProps) {
  const above = use(WordsContext);
  const words = typeof window === 'undefined' ? addedTo(above, language, messages) : addToPage(language, messages);
  return <WordsContext value={words}>{children}</WordsContext>;
}

function addedTo(above: Words | null, language: Language, messages: Messages): Words {
  return makeWords(language, { ...above?.i18n.messages, ...messages });
}

function addToPage(language: Language, messages: Messages): Words {
  wordsOfThePage ??= makeWords(language, {});
  wordsOfThePage.i18n.load(language, messages);
  return wordsOfThePage;
}
