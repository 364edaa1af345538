import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { CatalogScreen } from '@/components/rewards/catalog-screen';
import { Refused } from '@/components/ui/refused';
import { catalogKeys } from '@/services/catalog/keys';
import { loyaltyKeys } from '@/services/loyalty/keys';
import { titled } from '@/words/server';
import { getServices, requireMe } from '../page-context';

export const generateMetadata = titled('shell.nav_catalog');

export default async function CatalogPage() {
  const me = await requireMe();
  if (!me.capabilities.includes('catalog.write')) {
    return <Refused code="FORBIDDEN" />;
  }
  const { catalog, loyalty } = await getServices();
  const queryClient = new QueryClient();
  const [rewards, tiers] = await Promise.all([catalog.listRewards(), loyalty.listTiers()]);
  queryClient.setQueryData(catalogKeys.rewards(me.casino.id), rewards);
  queryClient.setQueryData(loyaltyKeys.tiers(me.casino.id), tiers);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <NuqsAdapter>
        <CatalogScreen />
      </NuqsAdapter>
    </HydrationBoundary>
  );
}
