const BASE_MS = 1_000;
const CAP_MS = 30_000;

/**
 * The wait before the next attempt, in milliseconds: anywhere between zero and a ceiling that doubles with each attempt
 * (1 s, 2 s, 4 s, up to 30 s). The full range is used ("full jitter") so that all tablets of a floor, cut off at the same
 * moment, do not come back at the same moment. `random` gives numbers in [0, 1).
 */
export function backOffMs(attempts: number, random: () => number = Math.random): number {
  const doublings = Math.max(0, Math.min(attempts - 1, 30));
  return Math.floor(random() * Math.min(CAP_MS, BASE_MS * 2 ** doublings));
}
