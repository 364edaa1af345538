import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { findShift } from '@/components/domain/find-shift';
import { ShiftScreen } from '@/components/shift/shift-screen';
import { Refused } from '@/components/ui/refused';
import { promoKeys } from '@/services/promo/keys';
import { shiftKeys } from '@/services/shift/keys';
import { titled } from '@/words/server';
import { readDayAddress, type SearchParams } from '../day-address';
import { getServices, requireMe } from '../page-context';

export const generateMetadata = titled('shell.nav_shift');

type ShiftPageProps = { searchParams: SearchParams };

export default async function ShiftPage({ searchParams }: ShiftPageProps) {
  const me = await requireMe();
  if (!me.capabilities.includes('dashboard.read')) {
    return (
      <div className="scroll-area h-full p-5 max-sm:p-3">
        <Refused code="FORBIDDEN" />
      </div>
    );
  }
  const { gamingDay, shiftName } = await readDayAddress(searchParams);
  const queryClient = await prefetch(me.casino.id, gamingDay, shiftName);
  return (
    <NuqsAdapter>
      <HydrationBoundary state={dehydrate(queryClient)}>
        <ShiftScreen />
      </HydrationBoundary>
    </NuqsAdapter>
  );
}

/** What the screen shows first. A read that fails is left out: the screen asks again, and says what is wrong. */
async function prefetch(casinoId: string, gamingDay: string | undefined, shiftName: string | null) {
  const services = await getServices();
  const queryClient = new QueryClient();
  const day = { gamingDay };
  const [dashboard] = await Promise.all([
    queryClient
      .fetchQuery({ queryKey: shiftKeys.dashboard(casinoId, day), queryFn: () => services.shift.getDashboard(day) })
      .catch(() => null),
    queryClient.prefetchQuery({
      queryKey: shiftKeys.alerts(casinoId, day),
      queryFn: () => services.shift.listAlerts(day),
    }),
  ]);
  const shiftId = findShift(dashboard?.shifts ?? [], shiftName)?.id;
  const query = { gamingDay, shiftId };
  await Promise.all([
    queryClient.prefetchQuery({
      queryKey: promoKeys.rollup(casinoId, query),
      queryFn: () => services.promo.getRollup(query),
    }),
    shiftId === undefined
      ? null
      : queryClient.prefetchQuery({
          queryKey: shiftKeys.dashboard(casinoId, query),
          queryFn: () => services.shift.getDashboard(query),
        }),
  ]);
  return queryClient;
}
