import { PlayersScreen } from '@/components/player/players-screen';
import { Refused } from '@/components/ui/refused';
import { titled } from '@/words/server';
import { requireMe } from '../page-context';

export const generateMetadata = titled('shell.nav_players');

export default async function PlayersPage() {
  const me = await requireMe();
  if (!me.capabilities.includes('floor.read')) {
    return <Refused code="FORBIDDEN" />;
  }
  return <PlayersScreen />;
}
