import { UserX } from 'lucide-react';
import { buttonStyles } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/message-state';
import { NavLink } from '@/components/ui/nav-link';

export default function PlayerNotFound() {
  return (
    <div className="grid h-full place-content-center">
      <EmptyState
        icon={UserX}
        title="This player does not exist"
        action={
          <NavLink href="/players" className={buttonStyles({ variant: 'primary' })}>
            Search for the player
          </NavLink>
        }
      >
        The link may be incomplete, or lead to a player of another casino.
      </EmptyState>
    </div>
  );
}
