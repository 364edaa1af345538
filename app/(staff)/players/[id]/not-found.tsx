import { UserX } from 'lucide-react';
import { buttonStyles } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/message-state';
import { NavLink } from '@/components/ui/nav-link';
import { t } from '@/words/say';
import { getWords } from '@/words/server';

export default async function PlayerNotFound() {
  await getWords();
  return (
    <div className="grid h-full place-content-center">
      <EmptyState
        icon={UserX}
        title={t('player.notFound')}
        action={
          <NavLink href="/players" className={buttonStyles({ variant: 'primary' })}>
            {t('player.searchForPlayer')}
          </NavLink>
        }
      >
        {t('player.notFoundWhy')}
      </EmptyState>
    </div>
  );
}
