import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { polling } from '@/hooks/polling';
import { askToProtect, type DeviceHealth, readDeviceHealth } from '@/lib/client/device-health';
import { readWorkerStanding, type WorkerStanding } from '@/lib/client/offline/worker';
import { keptDevice } from './kept-device';

const HEALTH_KEY = ['device', 'health'] as const;
/** What a person looks at first comes first, and a question of the browser's is not to lie over it. */
const ASK_AFTER_MS = 4_000;
const LOOK_EVERY_MS = 2_000;

/** `floorAnsweredAt`: when the floor that is kept was last answered for, in epoch milliseconds of the server's clock; null where none is kept. */
export type ShownHealth = DeviceHealth & WorkerStanding & { floorAnsweredAt: number | null };

/** What this device would do without a network and how safe what it keeps is, read anew whenever and as long as it is looked at. */
export function useDeviceHealth() {
  return useQuery({ queryKey: HEALTH_KEY, queryFn: readHealth, ...polling(LOOK_EVERY_MS), gcTime: 0 });
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

async function readHealth(): Promise<ShownHealth> {
  const [health, standing, kept] = await Promise.all([
    readDeviceHealth(),
    readWorkerStanding(),
    keptDevice.read().catch(() => null),
  ]);
  return { ...health, ...standing, floorAnsweredAt: kept?.floor?.answeredAt ?? null };
}
