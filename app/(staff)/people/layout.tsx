import type { ReactNode } from 'react';
import { WordsOf } from '@/words/server';

/** Brings the words of this screen; those that every screen needs are there already. */
export default function PeopleWords({ children }: { children: ReactNode }) {
  return <WordsOf rooms={['staff', 'permissions']}>{children}</WordsOf>;
}
