import { type LucideIcon, SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '@/words/say';
import { Button } from './button';
import { EmptyState } from './message-state';

type EmptyListProps = {
  icon: LucideIcon;
  /** Whether a search or a filter leaves nothing of it. Otherwise there is nothing yet. */
  isNarrowed: boolean;
  /** What the list is for, and how something comes into it: by what, or by whom. */
  none: { title: string; meaning: ReactNode; action?: ReactNode };
  /** Where to look instead, and what takes the filter away. */
  narrowed: { title: string; meaning?: ReactNode; onShowAll: () => void; showAllLabel?: string };
};

/** A list without a row. That there is nothing yet and that nothing is like what was asked for read differently, and lead on differently. */
export function EmptyList({ icon, isNarrowed, none, narrowed }: EmptyListProps) {
  if (!isNarrowed) {
    return (
      <EmptyState icon={icon} title={none.title} action={none.action}>
        {none.meaning}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={SearchX}
      title={narrowed.title}
      action={<Button onClick={narrowed.onShowAll}>{narrowed.showAllLabel ?? t('ui.showAll')}</Button>}
    >
      {narrowed.meaning}
    </EmptyState>
  );
}
