import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import type { PromoRollupQuery } from '@/services/promo/dtos';
import { fetchPromoRollup } from '@/services/promo/http';
import { promoKeys } from '@/services/promo/keys';

/** The widest sum of all, and none that two tablets act upon: it is asked for less often. */
const POLL_MS = 10_000;

/**
 * Promo exposure of a gaming day (today unless given) or of one of its shifts. While another day or shift is on its way,
 * `data` stays and `isPlaceholderData` says so.
 */
export function usePromoRollup(query: PromoRollupQuery) {
  const me = useMe();
  return useQuery({
    queryKey: promoKeys.rollup(me.casino.id, query),
    queryFn: ({ signal }) => fetchPromoRollup(query, signal),
    placeholderData: keepPreviousData,
    ...polling(POLL_MS),
  });
}
