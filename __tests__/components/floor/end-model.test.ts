import { describe, expect, it } from 'vitest';
import { chooseEnd, endBounds, typeEnd } from '@/components/floor/end-model';

const ZONE = 'America/New_York';
const SLIP = { startedAt: '2026-11-20T19:00:30.250Z', pausedAt: null };
const at = (iso: string) => Date.parse(iso);

describe('an earlier end', () => {
  const bounds = { earliest: at('2026-11-20T19:01:00Z'), latest: at('2026-11-20T22:10:00Z') };

  it('lies within the whole minutes of the slip, of a paused one before the pause', () => {
    expect(endBounds(SLIP, at('2026-11-20T22:10:59Z'))).toEqual(bounds);
    expect(endBounds({ ...SLIP, pausedAt: '2026-11-20T20:30:10Z' }, at('2026-11-20T22:10:59Z'))?.latest).toBe(
      at('2026-11-20T20:30:00Z'),
    );
    expect(endBounds(SLIP, at('2026-11-20T19:00:59Z'))).toBeNull();
  });

  it('is typed in the casino’s time, and none outside the slip', () => {
    expect(typeEnd('2026-11-20T15:30', bounds, ZONE).instant).toBe(at('2026-11-20T20:30:00Z'));
    for (const text of ['2026-11-20T14:00', '2026-11-20T17:11', '2026-11-19T15:30', '', '15:30']) {
      expect(typeEnd(text, bounds, ZONE)).toEqual({ text, instant: null });
    }
  });

  it('is stepped no further than the slip goes', () => {
    expect(chooseEnd(at('2026-11-20T23:00:00Z'), bounds, ZONE).text).toBe('2026-11-20T17:10');
    expect(chooseEnd(at('2026-11-20T10:00:00Z'), bounds, ZONE).text).toBe('2026-11-20T14:01');
  });

  it('reaches both hours of a night on which clocks go back', () => {
    const night = { earliest: at('2026-11-01T03:00:00Z'), latest: at('2026-11-01T08:00:00Z') };
    const second = chooseEnd(at('2026-11-01T06:30:00Z'), night, ZONE);
    const first = chooseEnd((second.instant ?? 0) - 3_600_000, night, ZONE);
    expect([second.text, first.text]).toEqual(['2026-11-01T01:30', '2026-11-01T01:30']);
    expect(first.instant).toBe(at('2026-11-01T05:30:00Z'));
  });
});
