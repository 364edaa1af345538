/** The smallest of 1, 2, 5, 10, 20, 50 … that is not below `atLeast`. */
export function roundStep(atLeast: number): number {
  for (let power = 1; ; power *= 10) {
    for (const digit of [1, 2, 5]) if (digit * power >= atLeast) return digit * power;
  }
}
