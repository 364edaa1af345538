import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { MtlScreen } from '@/components/mtl/mtl-screen';
import { Refused } from '@/components/ui/refused';
import { mtlKeys } from '@/services/mtl/keys';
import { titled } from '@/words/server';
import { readDayAddress, type SearchParams } from '../day-address';
import { getServices, requireMe } from '../page-context';

/** As many as the browser asks for at a time. */
const PAGE_LIMIT = 50;

export const generateMetadata = titled('shell.nav_mtl');

type MtlPageProps = { searchParams: SearchParams };

export default async function MtlPage({ searchParams }: MtlPageProps) {
  const me = await requireMe();
  if (!me.capabilities.includes('mtl.read')) return <Refused code="FORBIDDEN" />;
  const { direction, kind, area } = await searchParams;
  const { gamingDay: day } = await readDayAddress(searchParams);
  const query = day === undefined ? {} : { gamingDay: day };
  const { mtl } = await getServices();
  const queryClient = new QueryClient();
  // As the browser's own fetch would have put it there, so that the first poll can answer 304. A day that can hold nothing is the
  // screen's to say.
  const { version, data: summary } = await mtl.findSummary(query).catch(() => ({ version: '', data: null }));
  if (summary) {
    queryClient.setQueryData(mtlKeys.summary(me.casino.id, query), { etag: `"${version}"`, summary });
    // The list as the screen opens with it; a narrower one is the browser's to fetch.
    if (!direction && !kind && !area) {
      const { gamingDay } = summary;
      const page = await mtl.listEntries({ gamingDay, limit: PAGE_LIMIT });
      queryClient.setQueryData(mtlKeys.entries(me.casino.id, { gamingDay }), { pages: [page], pageParams: [{}] });
    }
  }
  return (
    <NuqsAdapter>
      <HydrationBoundary state={dehydrate(queryClient)}>
        <MtlScreen />
      </HydrationBoundary>
    </NuqsAdapter>
  );
}
