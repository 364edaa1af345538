import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { ImportsScreen } from '@/components/imports/imports-screen';
import { Refused } from '@/components/ui/refused';
import { importKeys } from '@/services/imports/keys';
import { titled } from '@/words/server';
import { getServices, requireMe } from '../page-context';

/** As many as the browser asks for at a time. */
const PAGE_LIMIT = 50;

export const generateMetadata = titled('shell.nav_imports');

export default async function ImportsPage() {
  const me = await requireMe();
  if (!me.capabilities.includes('audit.read')) {
    return <Refused code="FORBIDDEN" />;
  }
  const { imports } = await getServices();
  const queryClient = new QueryClient();
  const page = await imports.listImports({ limit: PAGE_LIMIT });
  queryClient.setQueryData(importKeys.list(me.casino.id), { pages: [page], pageParams: [{}] });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <ImportsScreen />
    </HydrationBoundary>
  );
}
