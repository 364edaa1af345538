import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { SettingsScreen } from '@/components/settings/settings-screen';
import { Refused } from '@/components/ui/refused';
import { casinoKeys } from '@/services/casino/keys';
import { titled } from '@/words/server';
import { getServices, requireMe } from '../page-context';

export const generateMetadata = titled('shell.nav_settings');

export default async function SettingsPage() {
  const me = await requireMe();
  if (!me.capabilities.includes('audit.read')) {
    return (
      <div className="scroll-area h-full p-5 max-sm:p-3">
        <Refused code="FORBIDDEN" />
      </div>
    );
  }
  const services = await getServices();
  const queryClient = new QueryClient();
  await queryClient.prefetchQuery({
    queryKey: casinoKeys.settings(me.casino.id),
    queryFn: () => services.casino.getSettings(),
  });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <SettingsScreen />
    </HydrationBoundary>
  );
}
