import { createParser } from 'nuqs';
import { isGamingDay } from './gaming-day';

/** A gaming day in the address; null where it says none, or one that the calendar does not have. */
export const parseAsGamingDay = createParser({
  parse: (text: string) => (isGamingDay(text) ? text : null),
  serialize: (day: string) => day,
});
