import type { DayRule, DayRules, SetDayRuleInput } from '@/services/house/dtos';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The rule of today, which every casino has. */
export function ruleInForce({ items }: DayRules): DayRule | undefined {
  return items.find(({ phase }) => phase === 'now');
}

/** The one that is still to come. */
export function ruleToCome({ items }: DayRules): DayRule | undefined {
  return items.find(({ phase }) => phase === 'later');
}

/** A rule as typed; null until it is one that can be asked about. */
export function readDayRule(typed: SetDayRuleInput): SetDayRuleInput | null {
  return DAY.test(typed.fromGamingDay) && TIME.test(typed.gamingDayStart) ? typed : null;
}
