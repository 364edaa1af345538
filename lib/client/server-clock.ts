/** Device and server may differ by this much before the clock is moved: a small error is better than a jump. */
const TOLERANCE_MS = 1_500;
/** The `Date` header counts whole seconds. */
const HEADER_STEP_MS = 1_000;

/** By how much the database's clock, and the web server's, are ahead of the device's; null until an answer has told. */
let databaseMs: number | null = null;
let carrierMs: number | null = null;

const listeners = new Set<() => void>();

/**
 * Learns the database's clock from an answer: `asOf` is its time at some moment of the request, which took `tookMs` and is
 * over now. The estimate moves only when it is clearly out of that interval.
 */
export function noteServerTime(asOf: string, tookMs: number): void {
  const told = Date.parse(asOf);
  if (!Number.isNaN(told)) learn(nearest(databaseMs, told, told, tookMs), carrierMs);
}

/**
 * Learns from the `Date` header of any answer, one without news too, whether the device's clock has jumped (a tablet that
 * slept, a clock that was set): as far as the header seems to move, the device has moved. It is the web server's clock, so
 * it stands for the database's only while that has told nothing yet.
 */
export function noteAnswer(date: string | null, tookMs: number): void {
  const told = Date.parse(date ?? '');
  if (Number.isNaN(told)) return;
  const carrier = nearest(carrierMs, told, told + HEADER_STEP_MS, tookMs);
  const jump = carrier - (carrierMs ?? carrier);
  learn(databaseMs === null ? null : databaseMs + jump, carrier);
}

/** The server's time in epoch milliseconds, as well as it is known; the device's own before the first answer. */
export function serverNow(): number {
  return toServerTime(Date.now());
}

/** The server's time at a moment that the device noted by its own clock, such as when an answer came. */
export function toServerTime(deviceMs: number): number {
  return deviceMs + offset();
}

/** Called whenever the clock is moved. Returns how to stop it. */
export function onClockMoved(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The offset as it was, if the told times allow it, else the middle of those that they do. */
function nearest(knownMs: number | null, from: number, to: number, tookMs: number): number {
  const receivedAt = Date.now();
  const lowest = from - receivedAt;
  const highest = to - (receivedAt - tookMs);
  const isWithin = knownMs !== null && knownMs > lowest - TOLERANCE_MS && knownMs < highest + TOLERANCE_MS;
  return isWithin ? knownMs : Math.round((lowest + highest) / 2);
}

function offset(): number {
  return databaseMs ?? carrierMs ?? 0;
}

function learn(database: number | null, carrier: number | null): void {
  const before = offset();
  databaseMs = database;
  carrierMs = carrier;
  if (offset() === before) return;
  for (const listener of listeners) listener();
}
