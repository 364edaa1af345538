import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const DEVICE_NOW = Date.parse('2026-11-20T10:00:00.000Z');
const HOUR = 3_600_000;

// A fresh module for each test: the clock is one per page.
let clock: typeof import('@/lib/client/server-clock');

beforeEach(async () => {
  vi.useFakeTimers({ now: DEVICE_NOW });
  vi.resetModules();
  clock = await import('@/lib/client/server-clock');
});

afterEach(() => {
  vi.useRealTimers();
});

const iso = (epochMs: number) => new Date(epochMs).toISOString();
/** A `Date` header: whole seconds. */
const header = (epochMs: number) => new Date(epochMs).toUTCString();

test('the time is the device’s until the server has told its own', () => {
  expect(clock.serverNow()).toBe(DEVICE_NOW);
});

test('the time is the server’s on a device whose clock is wrong, to within half the round trip', () => {
  clock.noteServerTime(iso(DEVICE_NOW + 600_000), 100);
  expect(clock.serverNow()).toBe(DEVICE_NOW + 600_050);
});

test('the time does not jump about with slow answers', () => {
  clock.noteServerTime(iso(DEVICE_NOW + 5_000), 0);
  clock.noteServerTime(iso(DEVICE_NOW + 5_100), 800);
  clock.noteServerTime(iso(DEVICE_NOW + 4_100), 100);
  expect(clock.serverNow()).toBe(DEVICE_NOW + 5_000);
});

test('the time is right again after the device’s clock was turned', () => {
  clock.noteServerTime(iso(DEVICE_NOW), 0);
  clock.noteServerTime(iso(DEVICE_NOW - HOUR), 0);
  expect(clock.serverNow()).toBe(DEVICE_NOW - HOUR);
});

test('the time stays when a server names one that is none', () => {
  clock.noteServerTime('soon', 0);
  clock.noteAnswer('soon', 0);
  clock.noteAnswer(null, 0);
  expect(clock.serverNow()).toBe(DEVICE_NOW);
});

describe('an answer without news', () => {
  /** What the server's clock says while the device is at `deviceMs`: half a minute ahead, as both knew at the start. */
  const AHEAD = 30_000;

  test.each([
    ['forward, as after a sleep that its own count of time missed', 8 * HOUR],
    ['back, as when the time of the network is fetched', -8 * HOUR],
  ])('tells that the device’s clock has jumped %s: what is shown stays the server’s time', (_, jump) => {
    clock.noteServerTime(iso(DEVICE_NOW + AHEAD), 0);
    clock.noteAnswer(header(DEVICE_NOW + AHEAD), 0);
    vi.setSystemTime(DEVICE_NOW + jump);
    clock.noteAnswer(header(DEVICE_NOW + AHEAD), 0);
    expect(Math.abs(clock.serverNow() - (DEVICE_NOW + AHEAD))).toBeLessThanOrEqual(1_000);
  });

  test('moves nothing while the device keeps time', () => {
    clock.noteServerTime(iso(DEVICE_NOW + AHEAD), 0);
    const moved = vi.fn();
    clock.onClockMoved(moved);
    for (let second = 0; second < 100; second += 1) {
      clock.noteAnswer(header(Date.now() + AHEAD), 40);
      vi.advanceTimersByTime(1_037);
    }
    expect(moved).not.toHaveBeenCalled();
    expect(clock.serverNow()).toBe(Date.now() + AHEAD);
  });

  test('leaves the database’s time be where the web server’s clock is another', () => {
    clock.noteServerTime(iso(DEVICE_NOW + AHEAD), 0);
    clock.noteAnswer(header(DEVICE_NOW - HOUR), 0);
    expect(clock.serverNow()).toBe(DEVICE_NOW + AHEAD);
    clock.noteServerTime(iso(DEVICE_NOW + AHEAD), 0);
    clock.noteAnswer(header(DEVICE_NOW - HOUR), 0);
    expect(clock.serverNow()).toBe(DEVICE_NOW + AHEAD);
  });

  test('tells the time where nothing else has', () => {
    clock.noteAnswer(header(DEVICE_NOW + HOUR), 0);
    expect(Math.abs(clock.serverNow() - (DEVICE_NOW + HOUR))).toBeLessThanOrEqual(1_000);
  });
});
