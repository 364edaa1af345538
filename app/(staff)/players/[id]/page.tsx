import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { notFound } from 'next/navigation';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { PlayerScreen } from '@/components/player/player-screen';
import { Refused } from '@/components/ui/refused';
import { AppError } from '@/lib/shared/errors';
import { idSchema } from '@/lib/shared/schemas';
import type { Me } from '@/services/casino/dtos';
import type { Player } from '@/services/floor/dtos';
import { floorKeys } from '@/services/floor/keys';
import { loyaltyKeys } from '@/services/loyalty/keys';
import { titled } from '@/words/server';
import { getServices, requireMe } from '../../page-context';

/** As much of each as the browser asks for first. */
const ENTRIES = 50;
const VISITS = 5;
const NOTES = 3;
const DAYS = 90;

export const generateMetadata = titled('shell.title_player');

export default async function PlayerPage({ params }: { params: Promise<{ id: string }> }) {
  const me = await requireMe();
  if (!me.capabilities.includes('floor.read')) {
    return <Refused code="FORBIDDEN" />;
  }
  const { id } = await params;
  if (!idSchema.safeParse(id).success) notFound();
  const [player, queryClient] = await Promise.all([findPlayer(id), prefetch(me, id)]);
  // Also for another casino's player: nobody learns from here who exists elsewhere.
  if (player === null) notFound();
  queryClient.setQueryData(floorKeys.player(me.casino.id, id), player);
  return (
    <NuqsAdapter>
      <HydrationBoundary state={dehydrate(queryClient)}>
        <PlayerScreen key={id} playerId={id} />
      </HydrationBoundary>
    </NuqsAdapter>
  );
}

async function findPlayer(id: string): Promise<Player | null> {
  const { floor } = await getServices();
  try {
    return await floor.getPlayer(id);
  } catch (error) {
    if (error instanceof AppError && error.code === 'PLAYER_NOT_FOUND') return null;
    throw error;
  }
}

/** What the screen shows first. A read that fails is left out: the screen asks again, and says what is wrong. */
async function prefetch(me: Me, id: string): Promise<QueryClient> {
  const casinoId = me.casino.id;
  const { floor, loyalty } = await getServices();
  const queryClient = new QueryClient();
  const initialPageParam = {};
  const care = () => [
    queryClient.prefetchQuery({
      queryKey: floorKeys.playerProfile(casinoId, id),
      queryFn: () => floor.getPlayerProfile(id),
    }),
    queryClient.prefetchInfiniteQuery({
      queryKey: floorKeys.playerNotes(casinoId, id),
      queryFn: () => floor.listPlayerNotes(id, undefined, NOTES),
      initialPageParam,
    }),
  ];
  await Promise.all([
    ...(me.capabilities.includes('player.care') ? care() : []),
    queryClient.prefetchQuery({ queryKey: loyaltyKeys.tiers(casinoId), queryFn: () => loyalty.listTiers() }),
    queryClient.prefetchQuery({
      queryKey: loyaltyKeys.balanceHistory(casinoId, id, DAYS),
      queryFn: () => loyalty.getBalanceHistory(id, DAYS),
    }),
    queryClient.prefetchInfiniteQuery({
      queryKey: loyaltyKeys.ledger(casinoId, id, {}),
      queryFn: () => loyalty.listLedgerEntries(id, { limit: ENTRIES }),
      initialPageParam,
    }),
    queryClient.prefetchInfiniteQuery({
      queryKey: floorKeys.playerVisits(casinoId, id),
      queryFn: () => floor.listPlayerVisits(id, undefined, VISITS),
      initialPageParam,
    }),
  ]);
  return queryClient;
}
