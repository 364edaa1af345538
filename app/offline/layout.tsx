import type { ReactNode } from 'react';
import { WordsOf } from '@/words/server';

/** Brings the words of the screens that work without a network. */
export default function OfflineWords({ children }: { children: ReactNode }) {
  return (
    <WordsOf rooms={['floor', 'loyalty', 'mtl', 'offers', 'offline', 'player', 'promo', 'rewards']}>{children}</WordsOf>
  );
}
