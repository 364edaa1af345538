import { PlayersScreen } from '@/components/player/players-screen';
import { ErrorState } from '@/components/ui/message-state';
import { ERRORS } from '@/lib/shared/errors';
import { titled } from '@/words/server';
import { requireMe } from '../page-context';

export const generateMetadata = titled('shell.nav_players');

export default async function PlayersPage() {
  const me = await requireMe();
  if (!me.capabilities.includes('floor.read')) {
    return <ErrorState title={ERRORS.FORBIDDEN.title} remedy={ERRORS.FORBIDDEN.remedy} />;
  }
  return <PlayersScreen />;
}
