import { parseMoney } from '@/lib/shared/format';
import type { PointValues, SetPointValueInput } from '@/services/loyalty/dtos';

/** A point value and whether it is in force. Without a day it is what holds as long as nobody has set any. */
export type PointValueRow = {
  fromGamingDay: string | null;
  centsPer1000Points: number;
  setByStaffName: string | null;
  phase: 'toCome' | 'now' | 'before';
};

/** The values of a casino, the latest day first; of one that has set none for today, with what holds until one is. */
export function pointValueRows({ gamingDay, centsPer1000Points, items }: PointValues): PointValueRow[] {
  const inForce = items.find((item) => item.fromGamingDay <= gamingDay);
  const rows = items.map<PointValueRow>((item) => ({
    fromGamingDay: item.fromGamingDay,
    centsPer1000Points: item.centsPer1000Points,
    setByStaffName: item.setByStaffName,
    phase: item.fromGamingDay > gamingDay ? 'toCome' : item === inForce ? 'now' : 'before',
  }));
  if (!inForce) rows.push({ fromGamingDay: null, centsPer1000Points, setByStaffName: null, phase: 'now' });
  return rows;
}

/** The most that a thousand points may be worth, in cents: ten of the currency's units a point. */
export const MOST_CENTS_PER_1000_POINTS = 1_000_000;

/** What is typed as it is sent; what is no value, or no day that may be set, is named instead. */
export function readPointValue(
  amount: string,
  day: string,
  firstDay: string,
): { input: SetPointValueInput } | { wrong: 'amount' | 'day' } {
  const cents = parseMoney(amount);
  if (cents === null || cents === 0 || cents > MOST_CENTS_PER_1000_POINTS) return { wrong: 'amount' };
  if (day < firstDay) return { wrong: 'day' };
  return { input: { fromGamingDay: day, centsPer1000Points: cents } };
}
