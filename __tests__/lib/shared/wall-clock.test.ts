import { describe, expect, it } from 'vitest';
import { fromWallTime, toWallTime } from '@/components/domain/casino-time';
import { formatDateTimeWithYear, formatTime } from '@/lib/shared/format';
import { findDisagreement, learnUtcOffsets, wallIso } from '@/lib/shared/wall-clock';

describe('a tablet whose zone data are old', () => {
  // Honolulu stands for a zone that has new rules: this machine's data say ten hours behind UTC, all year.
  const ZONE = 'Pacific/Honolulu';
  const SINCE = '2026-11-01T09:00:00.000Z';
  const OFFSETS = [
    { startsAt: '2023-11-28T00:00:00.000Z', endsAt: SINCE, seconds: -36_000 },
    { startsAt: SINCE, endsAt: '2028-01-02T00:00:00.000Z', seconds: -25_200 },
  ];

  it('shows the time that the database knows, from the second on at which the rules change', () => {
    expect(formatTime('2026-11-20T21:00:00Z', ZONE)).toBe('11:00');
    learnUtcOffsets(ZONE, OFFSETS);
    expect(formatTime('2026-11-20T21:00:00Z', ZONE)).toBe('14:00');
    expect(formatDateTimeWithYear('2026-11-21T06:59:59Z', ZONE)).toBe('Fri 20 Nov 2026, 23:59');
    expect(formatTime('2026-11-01T08:59:59.999Z', ZONE)).toBe('22:59');
    expect(formatTime(SINCE, ZONE)).toBe('02:00');
  });

  it('reads what is typed into a time field by the same clock', () => {
    learnUtcOffsets(ZONE, OFFSETS);
    expect(toWallTime('2026-11-20T21:00:00Z', ZONE)).toBe('2026-11-20T14:00');
    expect(fromWallTime('2026-11-20T14:00', ZONE)).toBe('2026-11-20T21:00:00.000Z');
  });

  it('is told from when on it would be wrong; one whose data are right is not', () => {
    const at = Date.parse('2026-06-01T00:00:00Z');
    expect(findDisagreement(ZONE, OFFSETS, at)).toBe(SINCE);
    expect(findDisagreement(ZONE, OFFSETS.slice(0, 1), at)).toBeNull();
    // What is over is no matter any more.
    expect(
      findDisagreement(ZONE, [{ startsAt: '2023-11-28T00:00:00Z', endsAt: '2026-05-01T00:00:00Z', seconds: 0 }], at),
    ).toBeNull();
  });

  it('falls back on what it has for times of which the database said nothing', () => {
    learnUtcOffsets(ZONE, OFFSETS);
    expect(formatTime('2019-11-20T21:00:00Z', ZONE)).toBe('11:00');
    expect(formatTime('2029-11-20T21:00:00Z', ZONE)).toBe('11:00');
  });
});

it('Vancouver has stayed seven hours behind UTC in the winter of 2026', () => {
  expect(formatTime('2026-11-20T21:00:00Z', 'America/Vancouver')).toBe('14:00');
});

it('an instant is told as the casino’s clock shows it, with how far that is from UTC, on either side of it', () => {
  expect(wallIso('2026-11-20T21:42:07.125Z', 'America/New_York')).toBe('2026-11-20T16:42:07-05:00');
  expect(wallIso('2026-07-01T02:00:00Z', 'America/New_York')).toBe('2026-06-30T22:00:00-04:00');
  expect(wallIso('2026-11-20T21:42:07Z', 'Asia/Kolkata')).toBe('2026-11-21T03:12:07+05:30');
  expect(wallIso('2026-11-20T21:42:07Z', 'UTC')).toBe('2026-11-20T21:42:07+00:00');
});
