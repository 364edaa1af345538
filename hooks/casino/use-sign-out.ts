import { useMutation, useQueryClient } from '@tanstack/react-query';
import { forgetKept } from '@/lib/client/kept/forget';
import { signOut } from '@/services/casino/http';

/**
 * Signs out, forgets everything that was read, and goes to the sign-in screen. Waiting rewards stay on the device. What the device
 * keeps for when there is no network is gone even where the server could not be reached: the person meant to leave.
 */
export function useSignOut() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      await forgetKept();
      await signOut();
    },
    onSuccess: () => {
      queryClient.clear();
      // A full load, so that nothing in memory outlives the person who left the tablet.
      window.location.assign('/login');
    },
  });
}
