import fc from 'fast-check';
import { expect, test } from 'vitest';
import { playSecondsAt, theoCentsAt } from '@/hooks/floor/slip-time';

const AS_OF = Date.parse('2026-11-20T09:26:32.680Z');
const DAY_MS = 86_400_000;

const slips = fc.record({
  status: fc.constantFrom('open' as const, 'paused' as const, 'closed' as const),
  asOf: fc.constant(new Date(AS_OF).toISOString()),
  playSeconds: fc.nat(200_000),
  theoCents: fc.nat(1_000_000_000),
  theoPerHourCents: fc.nat(1_000_000_000),
});
const times = fc.integer({ min: AS_OF - DAY_MS, max: AS_OF + DAY_MS });

test('an open slip never goes back as time goes on, and never below the server’s figures', () => {
  fc.assert(
    fc.property(slips, times, times, (slip, a, b) => {
      const [earlier, later] = [Math.min(a, b), Math.max(a, b)];
      expect(playSecondsAt(slip, later)).toBeGreaterThanOrEqual(playSecondsAt(slip, earlier));
      expect(theoCentsAt(slip, later)).toBeGreaterThanOrEqual(theoCentsAt(slip, earlier));
      expect(playSecondsAt(slip, earlier)).toBeGreaterThanOrEqual(slip.playSeconds);
      expect(theoCentsAt(slip, earlier)).toBeGreaterThanOrEqual(slip.theoCents);
    }),
  );
});

test('a slip that is not open stands still', () => {
  const standing = slips.filter((slip) => slip.status !== 'open');
  fc.assert(
    fc.property(standing, times, (slip, now) => {
      expect(playSecondsAt(slip, now)).toBe(slip.playSeconds);
      expect(theoCentsAt(slip, now)).toBe(slip.theoCents);
    }),
  );
});

test('the seconds and the theo of a slip are whole numbers', () => {
  fc.assert(
    fc.property(
      slips,
      times,
      (slip, now) => Number.isSafeInteger(playSecondsAt(slip, now)) && Number.isSafeInteger(theoCentsAt(slip, now)),
    ),
  );
});

test('an hour of open play adds an hour and the theo of an hour to a slip', () => {
  const slip = {
    status: 'open' as const,
    asOf: new Date(AS_OF).toISOString(),
    playSeconds: 600,
    theoCents: 1_000,
    theoPerHourCents: 7_351,
  };
  expect(playSecondsAt(slip, AS_OF + 3_600_000)).toBe(4_200);
  expect(theoCentsAt(slip, AS_OF + 3_600_000)).toBe(8_351);
  expect(theoCentsAt(slip, AS_OF + 1_800_000)).toBe(4_675);
});

test('at 0, the time while a page is hydrated, the server’s figures hold', () => {
  fc.assert(
    fc.property(
      slips,
      (slip) => playSecondsAt(slip, 0) === slip.playSeconds && theoCentsAt(slip, 0) === slip.theoCents,
    ),
  );
});
