import { useQuery } from '@tanstack/react-query';
import { useCan, useMe } from '@/hooks/casino/me-context';
import { polling } from '@/hooks/polling';
import { fetchLedgerEntries } from '@/services/loyalty/http';
import { loyaltyKeys } from '@/services/loyalty/keys';
import { fetchPromoCoupons } from '@/services/promo/http';
import { promoKeys } from '@/services/promo/keys';

const POLL_MS = 2_000;
/** More than a gaming day brings one player. */
const ENTRIES = 200;
const COUPONS = 100;

/** What a player's gaming day has in entries, and the player's newest coupons, where these may be read. */
export function useGivenToday(playerId: string) {
  const { casino, gamingDay } = useMe();
  const canSeeCoupons = useCan('dashboard.read');
  const entries = useQuery({
    queryKey: loyaltyKeys.ofDay(casino.id, playerId, gamingDay),
    queryFn: ({ signal }) => fetchLedgerEntries(playerId, { from: gamingDay, to: gamingDay, limit: ENTRIES }, signal),
    ...polling(POLL_MS),
  });
  const coupons = useQuery({
    queryKey: promoKeys.newest(casino.id, playerId),
    queryFn: ({ signal }) => fetchPromoCoupons({ playerId, limit: COUPONS }, signal),
    enabled: canSeeCoupons,
    ...polling(POLL_MS),
  });
  const isUnread = [entries, ...(canSeeCoupons ? [coupons] : [])].some(
    ({ data, isError, fetchStatus }) => data === undefined && (isError || fetchStatus === 'paused'),
  );
  const isKnown = entries.data !== undefined && (coupons.data !== undefined || !canSeeCoupons);
  return {
    gamingDay,
    isUnread,
    /** Null until all of it was read. */
    given: isKnown ? { entries: entries.data.items, coupons: coupons.data?.items ?? [] } : null,
  };
}
