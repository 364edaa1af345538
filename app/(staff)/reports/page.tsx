import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { findShift } from '@/components/domain/find-shift';
import { ReportsScreen } from '@/components/reports/reports-screen';
import { Refused } from '@/components/ui/refused';
import { reportKeys } from '@/services/reports/keys';
import { titled } from '@/words/server';
import { readDayAddress, type SearchParams } from '../day-address';
import { getServices, requireMe } from '../page-context';

export const generateMetadata = titled('shell.nav_reports');

type ReportsPageProps = { searchParams: SearchParams };

export default async function ReportsPage({ searchParams }: ReportsPageProps) {
  const me = await requireMe();
  if (!me.capabilities.includes('dashboard.read')) {
    return (
      <div className="scroll-area h-full p-5 max-sm:p-3">
        <Refused code="FORBIDDEN" />
      </div>
    );
  }
  const { gamingDay, shiftName } = await readDayAddress(searchParams);
  const isOfPlayers = (await searchParams).view === 'players';
  const queryClient = isOfPlayers ? new QueryClient() : await prefetch(me.casino.id, gamingDay, shiftName);
  return (
    <NuqsAdapter>
      <HydrationBoundary state={dehydrate(queryClient)}>
        <ReportsScreen />
      </HydrationBoundary>
    </NuqsAdapter>
  );
}

/** What the screen shows first. A read that fails is left out: the screen asks again, and says what is wrong. */
async function prefetch(casinoId: string, gamingDay: string | undefined, shiftName: string | null) {
  const { reports } = await getServices();
  const queryClient = new QueryClient();
  const read = (query: { gamingDay: string | undefined; shiftId?: string }) =>
    queryClient
      .fetchQuery({
        queryKey: reportKeys.gamingDay(casinoId, query),
        queryFn: () => reports.getGamingDayReport(query),
      })
      .catch(() => null);
  const day = await read({ gamingDay });
  const shiftId = findShift(day?.dashboard.shifts ?? [], shiftName)?.id;
  if (shiftId !== undefined) await read({ gamingDay, shiftId });
  return queryClient;
}
