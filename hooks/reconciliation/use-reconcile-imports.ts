import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import type { PlayerImport } from '@/services/imports/dtos';
import { fetchImport, fetchImports } from '@/services/imports/http';
import { importKeys } from '@/services/imports/keys';

/** Whole files come and go a few times a day. */
const POLL_MS = 30_000;

/**
 * The newest imports whose rows are in the queue, for a choice among them; one that is asked for by its id is among them
 * however old it is.
 */
export function useReconcileImports(importId: string | null) {
  const { casino } = useMe();
  return useQuery({
    queryKey: [...importKeys.list(casino.id), 'in-queue', importId],
    queryFn: async ({ signal }): Promise<PlayerImport[]> => {
      const { items } = await fetchImports(undefined, signal);
      const isListed = importId === null || items.some(({ id }) => id === importId);
      const asked = isListed ? [] : [await fetchImport(importId, signal)];
      return [...items, ...asked].filter(({ status }) => status === 'ready');
    },
    placeholderData: keepPreviousData,
    ...polling(POLL_MS),
  });
}
