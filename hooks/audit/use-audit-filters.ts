import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { useIntentMutation } from '@/hooks/intent-mutation';
import { discardAuditFilter, fetchAuditFilters, saveAuditFilter } from '@/services/audit/http';
import { auditKeys } from '@/services/audit/keys';

/** The filters of the trail that the person saved, by name. */
export function useAuditFilters() {
  const { casino } = useMe();
  return useQuery({
    queryKey: auditKeys.filters(casino.id),
    queryFn: ({ signal }) => fetchAuditFilters(signal),
  });
}

/** Keeps a filter under a name, or renames one. Refused with `AUDIT_FILTER_NAME_TAKEN` for the name of another. */
export const useSaveAuditFilter = () => useFilterMutation('save-audit-filter', saveAuditFilter);
/** Takes a saved filter away. Refused with `AUDIT_FILTER_NOT_FOUND` when that was done elsewhere. */
export const useDiscardAuditFilter = () => useFilterMutation('discard-audit-filter', discardAuditFilter);

function useFilterMutation<Input, Output>(operation: string, send: (input: Input, key: string) => Promise<Output>) {
  return useIntentMutation({
    operation,
    send,
    refresh: (client, casinoId) => client.invalidateQueries({ queryKey: auditKeys.filters(casinoId) }),
    // A name that was taken away may be given again.
    canRecur: true,
  });
}
