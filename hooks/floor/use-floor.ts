import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import { noteServerTime } from '@/lib/client/server-clock';
import type { Floor } from '@/services/floor/dtos';
import { type FloorAnswer, fetchFloor } from '@/services/floor/http';
import { floorKeys } from '@/services/floor/keys';

const POLL_MS = 1_000;

/**
 * The floor as `FloorAnswer`, asked for every second while the page is visible. An unchanged floor keeps its identity, so
 * nothing is drawn again; while requests fail the last floor stays.
 */
export function floorQueryOptions(casinoId: string) {
  return queryOptions({
    queryKey: floorKeys.floor(casinoId),
    queryFn: async ({ client, queryKey, signal }): Promise<FloorAnswer> => {
      const previous = client.getQueryData<FloorAnswer>(queryKey);
      const sentAt = performance.now();
      const answer = await fetchFloor(previous, signal);
      // A 304 repeats an old `asOf`; only a fresh answer tells the database's time.
      if (answer !== previous) noteServerTime(answer.floor.asOf, performance.now() - sentAt);
      return answer;
    },
    ...polling(POLL_MS),
  });
}

/** The casino's live floor. `data` stays while the connection is away; `useConnection` says so. */
export function useFloor() {
  const me = useMe();
  return useQuery({ ...floorQueryOptions(me.casino.id), select: toFloor });
}

/** The casino's tables with their pit, read once: for who names a table and watches no floor. */
export function useFloorTables() {
  const me = useMe();
  return useQuery({ ...floorQueryOptions(me.casino.id), refetchInterval: false, select: toTables });
}

/**
 * Tells when the server last answered for the floor, or 0. Read when it is asked for and not subscribed to: it moves with
 * every poll, and polls must not redraw the floor.
 */
export function useFloorAnsweredAt(): () => number {
  const { casino } = useMe();
  const queryClient = useQueryClient();
  return () => queryClient.getQueryState(floorKeys.floor(casino.id))?.dataUpdatedAt ?? 0;
}

function toFloor(answer: FloorAnswer): Floor {
  return answer.floor;
}

function toTables({ floor }: FloorAnswer) {
  return floor.pits.flatMap((pit) => pit.tables.map(({ id, label }) => ({ id, label, pitName: pit.name })));
}
