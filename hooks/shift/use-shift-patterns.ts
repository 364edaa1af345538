import { useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { useIntentMutation } from '@/hooks/intent-mutation';
import { polling } from '@/hooks/polling';
import { fetchShiftPatterns, setShiftPattern } from '@/services/shift/http';
import { shiftKeys } from '@/services/shift/keys';

const POLL_MS = 60_000;

/** The shifts of an ordinary gaming day, and from which days on. */
export function useShiftPatterns() {
  const { casino } = useMe();
  return useQuery({
    queryKey: shiftKeys.patterns(casino.id),
    queryFn: ({ signal }) => fetchShiftPatterns(signal),
    ...polling(POLL_MS),
  });
}

/** Sets the shifts of an ordinary day from a gaming day on; the days before keep theirs. */
export function useSetShiftPattern() {
  return useIntentMutation({
    operation: 'set-shift-pattern',
    send: setShiftPattern,
    // A pattern for a day may be replaced by another, and then be wanted again.
    canRecur: true,
    refresh: (client, casinoId) => client.invalidateQueries({ queryKey: shiftKeys.patterns(casinoId) }),
  });
}
