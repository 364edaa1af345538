import type { ReactNode } from 'react';
import { WordsOf } from '@/words/server';

/** Brings the words of this screen; those that every screen needs are there already. */
export default function ComplianceWords({ children }: { children: ReactNode }) {
  return <WordsOf rooms={['compliance', 'ctr', 'lens', 'loyalty', 'seals']}>{children}</WordsOf>;
}
