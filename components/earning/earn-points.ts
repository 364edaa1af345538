import type { RoundingPolicy } from '@/services/loyalty/dtos';

/** What decides how many points a slip earns. Multipliers have at most two decimals. */
export type EarnRates = {
  pointsPerTheo: number;
  defaultPointMultiplier: number;
  tierMultiplier: number;
  roundingPolicy: RoundingPolicy;
};

/** Cents to a dollar, and hundredths to each of the two multipliers. */
const SCALE = 1_000_000n;

/**
 * The points of a closed slip, exactly as the database posts them: theo dollars x points per theo x both multipliers,
 * rounded once. In whole numbers from end to end.
 */
export function earnedPoints(theoCents: number, rates: EarnRates): number {
  const product =
    BigInt(theoCents) *
    BigInt(rates.pointsPerTheo) *
    toHundredths(rates.defaultPointMultiplier) *
    toHundredths(rates.tierMultiplier);
  return Number(roundScaled(product, rates.roundingPolicy));
}

function toHundredths(multiplier: number): bigint {
  return BigInt(Math.round(multiplier * 100));
}

/** Down, up, or to the nearest with the half away from zero. BigInt division cuts towards zero. */
function roundScaled(product: bigint, policy: RoundingPolicy): bigint {
  const whole = product / SCALE;
  const rest = product % SCALE;
  if (rest === 0n) return whole;
  const away = product < 0n ? -1n : 1n;
  if (policy === 'nearest') return rest * away * 2n >= SCALE ? whole + away : whole;
  return (policy === 'floor') === product < 0n ? whole + away : whole;
}
