import { type IntentMutation, useIntentMutation } from '@/hooks/intent-mutation';
import type { RecordTableCountInput, TableCountResult } from '@/services/shift/dtos';
import { recordTableCount } from '@/services/shift/http';
import { shiftKeys } from '@/services/shift/keys';

/** Records or replaces a table's count. Refused with `COUNT_CHANGED` when somebody else changed it since it was read. */
export function useRecordTableCount(): IntentMutation<RecordTableCountInput, TableCountResult> {
  return useIntentMutation({
    operation: 'record-table-count',
    send: recordTableCount,
    refresh: (client, casinoId) => {
      // A drop is judged as soon as it is counted.
      void client.invalidateQueries({ queryKey: shiftKeys.allAlerts(casinoId) });
      return client.invalidateQueries({ queryKey: shiftKeys.dashboards(casinoId) });
    },
  });
}
