import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMe } from '@/hooks/casino/me-context';
import { useIntentMutation } from '@/hooks/intent-mutation';
import { polling } from '@/hooks/polling';
import type { SetDayRuleInput } from '@/services/house/dtos';
import { fetchDayRules, previewDayRule, setDayRule } from '@/services/house/http';
import { houseKeys } from '@/services/house/keys';
import { shiftKeys } from '@/services/shift/keys';

const POLL_MS = 60_000;

/** When gaming days begin and by which clock, and from which days on. */
export function useDayRules() {
  const { casino } = useMe();
  return useQuery({
    queryKey: houseKeys.dayRules(casino.id),
    queryFn: ({ signal }) => fetchDayRules(signal),
    ...polling(POLL_MS),
  });
}

/** What another rule would make of the day before it, while it is typed; nothing is asked for null. */
export function useDayRulePreview(input: SetDayRuleInput | null) {
  const { casino } = useMe();
  return useQuery({
    queryKey: houseKeys.dayRulePreview(casino.id, input),
    queryFn: ({ signal }) => (input === null ? null : previewDayRule(input, signal)),
    enabled: input !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** Sets when gaming days begin and by which clock, from a gaming day on; the days before keep theirs. */
export function useSetDayRule() {
  return useIntentMutation({
    operation: 'set-day-rule',
    send: setDayRule,
    // What is to come may be set, taken back, and be wanted again.
    canRecur: true,
    refresh: (client, casinoId) =>
      Promise.all([
        client.invalidateQueries({ queryKey: houseKeys.dayRules(casinoId) }),
        client.invalidateQueries({ queryKey: shiftKeys.patterns(casinoId) }),
      ]),
  });
}
