import type { ReactNode } from 'react';
import { WordsOf } from '@/words/server';

/** What this screen may say, beside what every screen does. */
export default function MtlWords({ children }: { children: ReactNode }) {
  return <WordsOf rooms={['mtl']}>{children}</WordsOf>;
}
