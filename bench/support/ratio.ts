/** A median with a 95 % bootstrap interval around it. */
export type Estimate = { value: number; low: number; high: number };

/** One side of a comparison: works for about `milliseconds` and returns its figure, higher or lower being better. */
export type Side = (milliseconds: number) => Promise<number>;

export type Slices = { pairs?: number; milliseconds?: number };

/** What a paired run found: the ratio one / two, and the median figure of each side. */
export type Paired = { ratio: Estimate; one: number; two: number };

const RESAMPLES = 5_000;

/**
 * Runs both sides in short slices, a pair at a time in random order, and compares within each pair: what disturbs the
 * machine for seconds disturbs both. A first pair warms up and isn't counted.
 */
export async function compare(one: Side, two: Side, options: Slices = {}): Promise<Paired> {
  const { pairs = 12, milliseconds = 1_000 } = options;
  const figures: { one: number; two: number }[] = [];
  for (let pair = 0; pair <= pairs; pair++) {
    const isOneFirst = Math.random() < 0.5;
    const first = await (isOneFirst ? one : two)(milliseconds);
    const second = await (isOneFirst ? two : one)(milliseconds);
    if (pair > 0) figures.push(isOneFirst ? { one: first, two: second } : { one: second, two: first });
  }
  return {
    ratio: estimate(figures.map((figure) => figure.one / figure.two)),
    one: quantile(
      figures.map((figure) => figure.one),
      0.5,
    ),
    two: quantile(
      figures.map((figure) => figure.two),
      0.5,
    ),
  };
}

/** The median of a sample, with the interval in which medians of resamples fall 95 times in 100. */
export function estimate(sample: number[]): Estimate {
  const medians = Array.from({ length: RESAMPLES }, () => {
    const resample = sample.map(() => sample[Math.floor(Math.random() * sample.length)] ?? Number.NaN);
    return quantile(resample, 0.5);
  });
  return { value: quantile(sample, 0.5), low: quantile(medians, 0.025), high: quantile(medians, 0.975) };
}

/** The value below which `share` of a sample lies, interpolated; NaN for an empty one. */
export function quantile(sample: number[], share: number): number {
  const sorted = sample.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}
