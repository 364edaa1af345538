import { TOUCHES } from '@/lib/client/offline/calm';

const TOUCHED_AT = 'pitside-touched-at';
/** Whoever scrolls touches a hundred times a second. */
const NOTED_EVERY_MS = 1_000;

/**
 * For how long nobody has touched this device, in any tab; that a page was opened counts as a touch. By the amount of the
 * difference, since the clock may be turned either way, and by the clock, since a device that sleeps counts nothing else.
 */
export function watchIdle(storage: Storage | null = findStorage()): { idleMs: () => number; stop: () => void } {
  let touchedAt = 0;
  const touched = () => {
    const now = Date.now();
    if (Math.abs(now - touchedAt) < NOTED_EVERY_MS) return;
    touchedAt = now;
    write(storage, now);
  };
  touched();
  for (const touch of TOUCHES) window.addEventListener(touch, touched, { capture: true, passive: true });
  return {
    idleMs: () => Math.min(...[touchedAt, read(storage) ?? touchedAt].map((at) => Math.abs(Date.now() - at))),
    stop: () => {
      for (const touch of TOUCHES) window.removeEventListener(touch, touched, { capture: true });
    },
  };
}

function read(storage: Storage | null): number | null {
  try {
    const at = Number(storage?.getItem(TOUCHED_AT) ?? Number.NaN);
    return Number.isFinite(at) ? at : null;
  } catch {
    return null;
  }
}

function write(storage: Storage | null, at: number): void {
  try {
    storage?.setItem(TOUCHED_AT, String(at));
  } catch {
    // Without storage each tab has a clock of its own.
  }
}

function findStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
