import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { fetchLedgerIntegrity } from '@/services/loyalty/http';
import { loyaltyKeys } from '@/services/loyalty/keys';

/** The proof of the casino's ledger. Runs only when asked, by `refetch()`; `data` is the last result of this page. */
export function useLedgerIntegrity() {
  const me = useMe();
  return useQuery({
    queryKey: [...loyaltyKeys.all(me.casino.id), 'integrity'] as const,
    queryFn: ({ signal }) => fetchLedgerIntegrity(signal),
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}
