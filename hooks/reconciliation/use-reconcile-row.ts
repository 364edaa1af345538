import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import { fetchReconciliationRow } from '@/services/reconciliation/http';
import { reconciliationKeys } from '@/services/reconciliation/keys';

/** Somebody is about to decide on it: what a slip's close or another manager changes shows soon. */
const POLL_MS = 5_000;

/** One row of the queue with all there is to it, and what applying it would do now. */
export function useReconcileRow(rowId: string) {
  const { casino } = useMe();
  return useQuery({
    queryKey: reconciliationKeys.row(casino.id, rowId),
    queryFn: ({ signal }) => fetchReconciliationRow(rowId, signal),
    ...polling(POLL_MS),
  });
}
