import { roundStep } from '@/components/ui/round-step';
import type { BalanceHistory } from '@/services/loyalty/dtos';

const DAY_MS = 86_400_000;
const FEWEST_MARKS = 3;

/** The balance from the end of one gaming day until the next that moved it. `change` is null for what it began with. */
export type BalanceStep = {
  gamingDay: string;
  balance: number;
  change: number | null;
  /** Where on the time line it begins and ends, 0 to 1. */
  from: number;
  to: number;
};

/** The scale of the balance: marks evenly apart, the first at or below every balance, the last at or above. */
export type BalanceScale = { marks: number[]; low: number; high: number };

/** The history as steps from its first day to its last; at least one. */
export function toBalanceSteps(history: BalanceHistory): BalanceStep[] {
  const { fromGamingDay, toGamingDay, openingBalance, items } = history;
  const length = daysBetween(fromGamingDay, toGamingDay);
  const held = [{ gamingDay: fromGamingDay, balance: openingBalance }, ...items];
  return held.map(({ gamingDay, balance }, index) => ({
    gamingDay,
    balance,
    change: index === 0 ? null : balance - (held[index - 1]?.balance ?? 0),
    from: daysBetween(fromGamingDay, gamingDay) / length,
    to: daysBetween(fromGamingDay, held[index + 1]?.gamingDay ?? toGamingDay) / length,
  }));
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** The step that holds at a place of the time line, 0 to 1. */
export function stepAt(steps: readonly BalanceStep[], place: number): number {
  return Math.max(
    0,
    steps.findLastIndex((step) => step.from <= place),
  );
}

/**
 * The scale for these steps. It begins at zero where that costs no more than half of the height; a balance that hardly
 * moves, far above zero, would otherwise be a line without a shape.
 */
export function balanceScale(steps: readonly BalanceStep[]): BalanceScale {
  const balances = steps.map(({ balance }) => balance);
  const most = Math.max(...balances);
  const least = Math.min(...balances);
  const base = least >= 0 && least < most / 2 ? 0 : least;
  const step = roundStep(Math.max(1, most - base) / FEWEST_MARKS);
  const low = Math.floor(base / step) * step;
  const high = Math.max(low + step, Math.ceil(most / step) * step);
  const marks = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, index) => low + index * step);
  return { marks, low, high };
}

/** The steps as one line of an SVG path in a box of 100 by 100, the highest mark at its top. */
export function linePath(steps: readonly BalanceStep[], { low, high }: BalanceScale): string {
  const y = (balance: number) => round(100 - ((balance - low) / (high - low)) * 100);
  return steps
    .map(
      (step, index) => `${index === 0 ? `M${round(step.from * 100)} ` : 'V'}${y(step.balance)}H${round(step.to * 100)}`,
    )
    .join('');
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
