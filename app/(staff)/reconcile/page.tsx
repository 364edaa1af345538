import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { ReconcileScreen } from '@/components/reconcile/reconcile-screen';
import { Refused } from '@/components/ui/refused';
import { loyaltyKeys } from '@/services/loyalty/keys';
import { reconciliationKeys } from '@/services/reconciliation/keys';
import { titled } from '@/words/server';
import { getServices, requireMe } from '../page-context';

export const generateMetadata = titled('shell.nav_reconcile');

/** As long as the first page that the screen asks for. */
const FIRST_ROWS = 50;

export default async function ReconcilePage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const me = await requireMe();
  if (!me.capabilities.includes('audit.read')) {
    return <Refused code="FORBIDDEN" />;
  }
  const { reconciliation, loyalty } = await getServices();
  const queryClient = new QueryClient();
  queryClient.setQueryData(loyaltyKeys.tiers(me.casino.id), await loyalty.listTiers());
  // A narrowed queue is the browser's to ask for; what most people open first is here at once.
  if (Object.keys(await searchParams).length === 0) {
    const filter = { status: 'pending' } as const;
    const [page, counts] = await Promise.all([
      reconciliation.listQueue({ ...filter, sort: 'row', limit: FIRST_ROWS }),
      reconciliation.countQueue(filter),
    ]);
    queryClient.setQueryData(reconciliationKeys.queuePage(me.casino.id, filter, 'row'), {
      pages: [page],
      pageParams: [{}],
    });
    queryClient.setQueryData(reconciliationKeys.counts(me.casino.id, null, 'pending'), counts);
  }
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <NuqsAdapter>
        <ReconcileScreen />
      </NuqsAdapter>
    </HydrationBoundary>
  );
}
