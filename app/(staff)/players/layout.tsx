import type { ReactNode } from 'react';
import { WordsOf } from '@/words/server';

/** What this screen may say, beside what every screen does. */
export default function PlayersWords({ children }: { children: ReactNode }) {
  return (
    <WordsOf rooms={['earning', 'floor', 'imports', 'loyalty', 'offers', 'player', 'promo', 'reconcile', 'rewards']}>
      {children}
    </WordsOf>
  );
}
