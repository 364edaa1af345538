import type { ReactNode } from 'react';
import { WordsOf } from '@/words/server';

/** Brings the words of this screen; those that every screen needs are there already. */
export default function HouseWords({ children }: { children: ReactNode }) {
  return <WordsOf rooms={['house']}>{children}</WordsOf>;
}
