import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import { fetchWaiting } from '@/services/compliance/http';
import { complianceKeys } from '@/services/compliance/keys';

const POLL_MS = 15_000;

/** How much waits for somebody of compliance, asked every fifteen seconds while the page is visible. */
export function useComplianceWaiting() {
  const { casino } = useMe();
  return useQuery({
    queryKey: complianceKeys.waiting(casino.id),
    queryFn: ({ signal }) => fetchWaiting(signal),
    ...polling(POLL_MS),
  });
}
