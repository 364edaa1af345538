import { useIntentMutation } from '@/hooks/intent-mutation';
import { permissionKeys } from '@/services/permissions/keys';
import {
  deactivateStaff,
  inviteStaff,
  makePasswordLink,
  makeStaffLink,
  reactivateStaff,
  resetSecondFactor,
  signOutStaff,
  updateStaff,
  withdrawStaffLink,
} from '@/services/staff/http';
import { staffKeys } from '@/services/staff/keys';

/** Changes somebody. Refused with `STAFF_CHANGED` when somebody was first. */
export const useUpdateStaff = () => useStaffMutation('update-staff', updateStaff);
/** Lets somebody in no more. Refused with `STAFF_DEACTIVATED` when somebody was first. */
export const useDeactivateStaff = () => useStaffMutation('deactivate-staff', deactivateStaff);
/** Lets somebody in again. Refused with `STAFF_ACTIVE` when somebody was first. */
export const useReactivateStaff = () => useStaffMutation('reactivate-staff', reactivateStaff);
/** Invites somebody. Their role, where it is not a dealer's, waits among the requests for a second person. */
export const useInviteStaff = () =>
  useIntentMutation({
    operation: 'invite-staff',
    send: inviteStaff,
    canRecur: true,
    refresh: (client, casinoId) =>
      Promise.all([
        client.invalidateQueries({ queryKey: staffKeys.all(casinoId) }),
        client.invalidateQueries({ queryKey: permissionKeys.all(casinoId) }),
      ]),
  });
/** Signs somebody out on every device. */
export const useSignOutStaff = () => useStaffMutation('sign-out-staff', signOutStaff);
/** Makes the one-time link of somebody anew. Refused with `STAFF_NOT_INVITED` once they are in. */
export const useMakeStaffLink = () => useStaffMutation('make-staff-link', makeStaffLink);
/** Makes the one-time link by which somebody sets their password anew. */
export const useMakePasswordLink = () => useStaffMutation('make-password-link', makePasswordLink);
/** Takes the second factor of somebody off. Their role waits among the requests for a second person. */
export const useResetSecondFactor = () => useStaffMutation('reset-second-factor', resetSecondFactor);
/** Takes the one-time link of somebody back. */
export const useWithdrawStaffLink = () => useStaffMutation('withdraw-staff-link', withdrawStaffLink);

function useStaffMutation<Input, Output>(operation: string, send: (input: Input, key: string) => Promise<Output>) {
  return useIntentMutation({
    operation,
    send,
    // Deactivated, reactivated, deactivated for the same reason: each is an intent of its own.
    canRecur: true,
    refresh: (client, casinoId) => client.invalidateQueries({ queryKey: staffKeys.all(casinoId) }),
  });
}
