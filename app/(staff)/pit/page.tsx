import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { PitScreen } from '@/components/floor/pit-screen';
import { floorKeys } from '@/services/floor/keys';
import { titled } from '@/words/server';
import { getServices, requireMe } from '../page-context';

export const generateMetadata = titled('shell.nav_pit');

export default async function PitPage() {
  const me = await requireMe();
  const { floor: floorService } = await getServices();
  const { version, floor } = await floorService.findFloor();
  // The cache holds what the browser's own fetch would have put there, so the first poll can answer 304.
  const queryClient = new QueryClient();
  if (floor) queryClient.setQueryData(floorKeys.floor(me.casino.id), { etag: `"${version}"`, floor });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <PitScreen />
    </HydrationBoundary>
  );
}
