import { useMutation, useQueryClient } from '@tanstack/react-query';
import { forgetKept } from '@/lib/client/kept/forget';
import { newId } from '@/lib/shared/ids';
import { signOut } from '@/services/casino/http';
import type { ChangePasswordInput } from '@/services/staff/dtos';
import { changePassword, signOutEverywhere } from '@/services/staff/http';

/**
 * Signs out, forgets everything that was read, and goes to the sign-in screen. Waiting rewards stay on the device. What the device
 * keeps for when there is no network is gone even where the server could not be reached: the person meant to leave.
 */
export function useSignOut() {
  return useLeave(async () => {
    await forgetKept();
    await signOut();
  });
}

/** As `useSignOut`, on every device of the person's. Where the server could not be reached, nobody is signed out anywhere. */
export function useSignOutEverywhere() {
  return useLeave(async () => {
    await signOutEverywhere(newId());
    await forgetKept();
    // The session is over; this takes its cookies.
    await signOut();
  });
}

/** Sets the password of whoever is signed in anew, which signs them out on every device: they go on with the new one. */
export function useChangePassword() {
  return useLeave(async (input: ChangePasswordInput) => {
    await changePassword(input, newId());
    await forgetKept();
    await signOut();
  });
}

function useLeave<Input = void>(leave: (input: Input) => Promise<void>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: leave,
    onSuccess: () => {
      queryClient.clear();
      // A full load, so that nothing in memory outlives the person who left the tablet.
      window.location.assign('/login');
    },
  });
}
