'use client';

import { UserSearch } from 'lucide-react';
import type { ReactNode } from 'react';
import { buttonStyles } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/message-state';
import { NavLink } from '@/components/ui/nav-link';
import { useCan } from '@/hooks/casino/me-context';
import { t } from '@/words/say';

type NoPlayersProps = {
  /** Whether somebody was searched for. Otherwise the casino has no players yet. */
  isSearch: boolean;
  /** What else can be done about a search without a hit. */
  remedy?: string;
  action?: ReactNode;
};

/** A list of players with nobody in it. */
export function NoPlayers({ isSearch, remedy = t('domain.pickerCheckSpelling'), action }: NoPlayersProps) {
  return (
    <EmptyState
      icon={UserSearch}
      title={t(isSearch ? 'domain.noPlayerFound' : 'domain.nobodyEnrolled')}
      action={action ?? (isSearch ? null : <WaysIn />)}
    >
      {isSearch ? remedy : t('domain.nobodyEnrolledWhy')}
    </EmptyState>
  );
}

/** How this person brings the first players in. */
function WaysIn() {
  const canEnrol = useCan('slip.manage');
  const canImport = useCan('import.manage');
  return (
    <div className="flex flex-wrap justify-center gap-2 empty:hidden">
      {canEnrol ? (
        <NavLink href="/pit?open=find&step=enrol" className={buttonStyles({ variant: 'primary' })}>
          {t('domain.enrolFirst')}
        </NavLink>
      ) : null}
      {canImport ? (
        <NavLink href="/imports" className={buttonStyles({})}>
          {t('domain.importFirst')}
        </NavLink>
      ) : null}
    </div>
  );
}
