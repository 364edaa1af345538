import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { fetchLedgerSinceSeal } from '@/services/loyalty/http';
import { loyaltyKeys } from '@/services/loyalty/keys';

/** The quick proof of what came after the newest seal. Runs each time the screen is opened. */
export function useLedgerSinceSeal() {
  const me = useMe();
  return useQuery({
    queryKey: [...loyaltyKeys.all(me.casino.id), 'integrity', 'since-seal'] as const,
    queryFn: ({ signal }) => fetchLedgerSinceSeal(signal),
    refetchOnMount: 'always',
    refetchOnWindowFocus: false,
  });
}
