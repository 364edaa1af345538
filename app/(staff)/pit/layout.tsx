import type { ReactNode } from 'react';
import { WordsOf } from '@/words/server';

/** What this screen may say, beside what every screen does. */
export default function PitWords({ children }: { children: ReactNode }) {
  return <WordsOf rooms={['floor', 'loyalty', 'offers', 'player', 'promo', 'rewards']}>{children}</WordsOf>;
}
