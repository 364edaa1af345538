import { CASH_IN, CASH_OUT } from './codes';
import type { CashLine } from './report';

/** Whole dollars as the form wants them: anything above a dollar is the next one. */
export function wholeDollars(cents: number): number {
  return Math.ceil(cents / 100);
}

/**
 * What the lines come to on the form. Each is rounded by itself, so that the total is the sum of what stands above it:
 * FinCEN compares the two.
 */
export function totalDollars(lines: readonly CashLine[]): number {
  return lines.reduce((sum, line) => sum + wholeDollars(line.cents), 0);
}

/** The form's code for a kind of transaction. */
export function transactionCode(type: CashLine['type']): string {
  return { ...CASH_IN, ...CASH_OUT }[type];
}
