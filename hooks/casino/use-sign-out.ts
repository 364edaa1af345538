import { useMutation, useQueryClient } from '@tanstack/react-query';
import { signOut } from '@/services/casino/http';

/** Signs out, forgets everything that was read, and goes to the sign-in screen. Waiting rewards stay on the device. */
export function useSignOut() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      queryClient.clear();
      // A full load, so that nothing in memory outlives the person who left the tablet.
      window.location.assign('/login');
    },
  });
}
