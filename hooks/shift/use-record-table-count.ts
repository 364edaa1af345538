import { useQueryClient } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { type IntentMutation, useIntentMutation } from '@/hooks/intent-mutation';
import type { RecordTableCountInput, TableCountResult } from '@/services/shift/dtos';
import { recordTableCount } from '@/services/shift/http';
import { shiftKeys } from '@/services/shift/keys';

/** Records or replaces a table's count. Refused with `COUNT_CHANGED` when somebody else changed it since it was read. */
export function useRecordTableCount(): IntentMutation<RecordTableCountInput, TableCountResult> {
  const queryClient = useQueryClient();
  const { casino } = useMe();
  return useIntentMutation({
    operation: 'record-table-count',
    send: recordTableCount,
    onSettled: () => {
      // A drop is judged as soon as it is counted.
      void queryClient.invalidateQueries({ queryKey: shiftKeys.allAlerts(casino.id) });
      return queryClient.invalidateQueries({ queryKey: shiftKeys.dashboards(casino.id) });
    },
  });
}
