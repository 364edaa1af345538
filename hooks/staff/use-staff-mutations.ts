import { useIntentMutation } from '@/hooks/intent-mutation';
import { deactivateStaff, reactivateStaff, updateStaff } from '@/services/staff/http';
import { staffKeys } from '@/services/staff/keys';

/** Changes somebody. Refused with `STAFF_CHANGED` when somebody was first. */
export const useUpdateStaff = () => useStaffMutation('update-staff', updateStaff);
/** Lets somebody in no more. Refused with `STAFF_DEACTIVATED` when somebody was first. */
export const useDeactivateStaff = () => useStaffMutation('deactivate-staff', deactivateStaff);
/** Lets somebody in again. Refused with `STAFF_ACTIVE` when somebody was first. */
export const useReactivateStaff = () => useStaffMutation('reactivate-staff', reactivateStaff);

function useStaffMutation<Input, Output>(operation: string, send: (input: Input, key: string) => Promise<Output>) {
  return useIntentMutation({
    operation,
    send,
    // Deactivated, reactivated, deactivated for the same reason: each is an intent of its own.
    canRecur: true,
    refresh: (client, casinoId) => client.invalidateQueries({ queryKey: staffKeys.all(casinoId) }),
  });
}
