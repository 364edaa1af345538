import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { askToProtect, readDeviceHealth } from '@/lib/client/device-health';

const HEALTH_KEY = ['device', 'health'] as const;
/** What a person looks at first comes first, and a question of the browser's is not to lie over it. */
const ASK_AFTER_MS = 4_000;

/** How safe what this device keeps is, read anew whenever it is looked at. */
export function useDeviceHealth() {
  return useQuery({ queryKey: HEALTH_KEY, queryFn: readDeviceHealth, staleTime: 0, gcTime: 0 });
}

/** Has the browser asked once more not to clear what is kept here, at a person's wish. */
export function useProtectStorage() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: askToProtect,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: HEALTH_KEY }),
  });
}

/** Has the browser asked, once a page is at rest, not to clear the rewards that wait here when room runs out. */
export function useProtectedStorage(): void {
  useEffect(() => {
    const timer = setTimeout(() => void askToProtect(), ASK_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
}
