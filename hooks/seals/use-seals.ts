import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { fetchSeals } from '@/services/seals/http';
import { sealKeys } from '@/services/seals/keys';

/** The seals of the casino, newest gaming day first. */
export function useSeals() {
  const me = useMe();
  return useQuery({ queryKey: sealKeys.list(me.casino.id), queryFn: ({ signal }) => fetchSeals(signal) });
}
