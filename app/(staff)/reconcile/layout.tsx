import type { ReactNode } from 'react';
import { WordsOf } from '@/words/server';

/** Brings the words of this screen; those that every screen needs are there already. */
export default function ReconcileWords({ children }: { children: ReactNode }) {
  return <WordsOf rooms={['imports', 'player', 'reconcile', 'rowErrors']}>{children}</WordsOf>;
}
