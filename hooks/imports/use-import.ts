import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import { serverNow } from '@/lib/client/server-clock';
import { fetchImport } from '@/services/imports/http';
import { importKeys } from '@/services/imports/keys';
import { isUnderWay } from './import-progress';

const BUSY_POLL_MS = 1_000;
const POLL_MS = 10_000;

/**
 * One import with what helps to map it. It is read often while the server works on its rows. `isAsking`: the caller has
 * just asked the server to, and knows it before the import says so.
 */
export function useImport(importId: string, isAsking = false) {
  const { casino } = useMe();
  return useQuery({
    queryKey: importKeys.detail(casino.id, importId),
    queryFn: ({ signal }) => fetchImport(importId, signal),
    ...polling(POLL_MS),
    refetchInterval: ({ state }) =>
      isAsking || (state.data && isUnderWay(state.data, serverNow())) ? BUSY_POLL_MS : POLL_MS,
  });
}
