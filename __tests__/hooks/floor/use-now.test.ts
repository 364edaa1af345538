import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const DEVICE_NOW = Date.parse('2026-11-20T10:00:00.000Z');

// A fresh module for each test: the clock is one per page.
let clock: typeof import('@/hooks/floor/use-now');

beforeEach(async () => {
  vi.useFakeTimers({ now: DEVICE_NOW });
  vi.resetModules();
  clock = await import('@/hooks/floor/use-now');
});

afterEach(() => {
  vi.useRealTimers();
});

const iso = (epochMs: number) => new Date(epochMs).toISOString();

test('is the device’s time until the server has told its own', () => {
  expect(clock.serverNow()).toBe(DEVICE_NOW);
});

test('follows the server of a device whose clock is wrong, to within half the round trip', () => {
  clock.noteServerTime(iso(DEVICE_NOW + 600_050), DEVICE_NOW, DEVICE_NOW + 100);
  expect(clock.serverNow()).toBe(DEVICE_NOW + 600_000);
});

test('does not jump about with slow answers', () => {
  clock.noteServerTime(iso(DEVICE_NOW + 5_000), DEVICE_NOW, DEVICE_NOW);
  clock.noteServerTime(iso(DEVICE_NOW + 5_900), DEVICE_NOW, DEVICE_NOW + 800);
  clock.noteServerTime(iso(DEVICE_NOW + 4_200), DEVICE_NOW, DEVICE_NOW + 100);
  expect(clock.serverNow()).toBe(DEVICE_NOW + 5_000);
});

test('moves when the device’s clock was turned', () => {
  clock.noteServerTime(iso(DEVICE_NOW), DEVICE_NOW, DEVICE_NOW);
  clock.noteServerTime(iso(DEVICE_NOW - 3_600_000), DEVICE_NOW, DEVICE_NOW);
  expect(clock.serverNow()).toBe(DEVICE_NOW - 3_600_000);
});

test('ignores what is not a time', () => {
  clock.noteServerTime('soon', DEVICE_NOW, DEVICE_NOW);
  expect(clock.serverNow()).toBe(DEVICE_NOW);
});
