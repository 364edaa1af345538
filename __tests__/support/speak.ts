import { compileRooms, ROOMS } from '@/words/compile';
import type { Language } from '@/words/languages';
import { makeWords, provideWords } from '@/words/say';

/** From now on all is said in this language. A test that speaks another than English goes back to it. */
export function speak(language: Language): void {
  const words = makeWords(language, compileRooms(language, ROOMS));
  provideWords(() => words);
}
