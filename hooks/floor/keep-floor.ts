import type { QueryClient } from '@tanstack/react-query';
import type { Account, KeptDevice } from '@/lib/client/kept/kept-device';
import { toServerTime } from '@/lib/client/server-clock';
import type { Me } from '@/services/casino/dtos';
import type { FloorAnswer } from '@/services/floor/http';
import { floorKeys } from '@/services/floor/keys';

/** A floor is answered for every second; so often it is written down. */
const EVERY_MS = 15_000;

type KeepFloorPorts = {
  account: Account;
  queryClient: QueryClient;
  device: Pick<KeptDevice<Me, FloorAnswer>, 'keepFloor'>;
  /** Calls back when the page may be about to go, or the network is gone. Returns how to stop it. */
  onLeave: (listener: () => void) => () => void;
};

/**
 * Keeps the floor on the device as it is answered for, now and then, and once more before the page may go. Returns how to stop
 * it. What can't be kept (no room, no storage) is not: without a network there is an older floor then, or none.
 */
export function keepFloor({ account, queryClient, device, onLeave }: KeepFloorPorts): () => void {
  const key = floorKeys.floor(account.casinoId);
  let keptAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = () => {
    clearTimeout(timer);
    timer = undefined;
    const state = queryClient.getQueryState<FloorAnswer>(key);
    if (!state?.data || state.dataUpdatedAt === keptAt) return;
    keptAt = state.dataUpdatedAt;
    const floor = { answer: state.data, answeredAt: toServerTime(keptAt), seenAt: keptAt };
    device.keepFloor(account, floor).catch(() => undefined);
  };
  const stopReading = queryClient.getQueryCache().subscribe(({ type, query }) => {
    if (type !== 'updated' || query.queryKey.join() !== key.join()) return;
    if (keptAt === 0) keep();
    else timer ??= setTimeout(keep, EVERY_MS);
  });
  const stopLeaving = onLeave(keep);
  keep();
  return () => {
    clearTimeout(timer);
    stopReading();
    stopLeaving();
  };
}
