import type { ReactNode } from 'react';
import { WordsOf } from '@/words/server';

/** Brings the words of this screen; those that every screen needs are there already. */
export default function PlayersWords({ children }: { children: ReactNode }) {
  return (
    <WordsOf rooms={['earning', 'floor', 'imports', 'loyalty', 'offers', 'player', 'promo', 'reconcile', 'rewards']}>
      {children}
    </WordsOf>
  );
}
