import type { ReactNode } from 'react';
import { WordsOf } from '@/words/server';

/** What this screen may say, beside what every screen does. */
export default function ReconcileWords({ children }: { children: ReactNode }) {
  return <WordsOf rooms={['imports', 'player', 'reconcile', 'rowErrors']}>{children}</WordsOf>;
}
