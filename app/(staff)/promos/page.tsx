import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { PromoScreen } from '@/components/promo/promo-screen';
import { Refused } from '@/components/ui/refused';
import { promoKeys } from '@/services/promo/keys';
import { titled } from '@/words/server';
import type { SearchParams } from '../day-address';
import { getServices, requireMe } from '../page-context';

/** As many as the browser asks for at a time. */
const PAGE_LIMIT = 50;

export const generateMetadata = titled('shell.nav_promos');

export default async function PromosPage({ searchParams }: { searchParams: SearchParams }) {
  const me = await requireMe();
  if (!me.capabilities.includes('dashboard.read')) {
    return <Refused code="FORBIDDEN" />;
  }
  const { promo } = await getServices();
  const queryClient = new QueryClient();
  const [programs, inventory] = await Promise.all([promo.listPrograms(), promo.getInventory()]);
  queryClient.setQueryData(promoKeys.programs(me.casino.id), programs);
  queryClient.setQueryData(promoKeys.inventory(me.casino.id), inventory);
  // The list as the screen opens with it; a narrower one is the browser's to fetch.
  if (Object.keys(await searchParams).length === 0) {
    const page = await promo.listCoupons({ status: 'issued', limit: PAGE_LIMIT });
    const key = promoKeys.coupons(me.casino.id, { status: 'issued' });
    queryClient.setQueryData(key, { pages: [page], pageParams: [{}] });
  }
  return (
    <NuqsAdapter>
      <HydrationBoundary state={dehydrate(queryClient)}>
        <PromoScreen />
      </HydrationBoundary>
    </NuqsAdapter>
  );
}
