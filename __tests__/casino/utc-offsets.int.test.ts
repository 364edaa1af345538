import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findDisagreement, type UtcOffset } from '@/lib/shared/wall-clock';
import { listZoneWarnings } from '../../supabase/embedded/zone-check.ts';
import { PIT_BOSS, startTestStack, type TestStack } from '../support/stack';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.dispose());

async function offsetsOf(zone: string, from: string, until: string): Promise<UtcOffset[]> {
  type Stored = { starts_at: string; ends_at: string; seconds: number };
  const [row] = await stack.sql<{ offsets: Stored[] }[]>`
    select app.utc_offsets(${zone}, ${from}::timestamptz, ${until}::timestamptz) as offsets`;
  return (row?.offsets ?? []).map(({ starts_at, ends_at, seconds }) => ({
    startsAt: iso(starts_at),
    endsAt: iso(ends_at),
    seconds,
  }));
}
const iso = (text: string) => new Date(text).toISOString();

describe('how far a casino’s clock is ahead of UTC', () => {
  it.each([
    ['America/New_York', ['2026-03-08T07:00:00.000Z', '2026-11-01T06:00:00.000Z'], [-18_000, -14_400, -18_000]],
    ['Europe/London', ['2026-03-29T01:00:00.000Z', '2026-10-25T01:00:00.000Z'], [0, 3600, 0]],
    ['America/Vancouver', ['2026-03-08T10:00:00.000Z'], [-28_800, -25_200]],
    ['Asia/Tokyo', [], [32_400]],
  ])('is told for %s to the second of each change', async (zone, changes, seconds) => {
    const [from, until] = ['2026-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'];
    const edges = [from, ...changes, until];
    expect(await offsetsOf(zone, from, until)).toEqual(
      seconds.map((value, place) => ({ startsAt: edges[place], endsAt: edges[place + 1], seconds: value })),
    );
  });

  it('is what PostgreSQL’s own clock says in any hour of three years, in many zones', async () => {
    const zones = [
      'America/New_York',
      'Europe/London',
      'America/Vancouver',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
      'Africa/Cairo',
    ];
    for (const zone of zones) {
      const wrong = await stack.sql`
        with periods as materialized (
          select (p ->> 'starts_at')::timestamptz as starts_at, (p ->> 'ends_at')::timestamptz as ends_at, (p ->> 'seconds')::integer as seconds
          from jsonb_array_elements(app.utc_offsets(${zone}, '2025-01-01Z', '2028-01-01Z')) p)
        select at from generate_series('2025-01-01Z'::timestamptz, '2027-12-31 23:30Z', interval '30 minutes') at
        where (select array_agg(seconds) from periods where starts_at <= at and at < ends_at) is distinct from array[app.utc_offset_at(${zone}, at)]`;
      expect(wrong, zone).toEqual([]);
    }
  });

  it('comes with who is signed in, over three years back and 400 days ahead', async () => {
    const me = (await stack.http(PIT_BOSS, 'GET', '/me')).body.data as { settings: { utcOffsets: UtcOffset[] } };
    const { utcOffsets } = me.settings;
    const [row] = await stack.sql<{ seconds: number; earliest: Date; latest: Date }[]>`
      select app.utc_offset_at('America/New_York', now()) as seconds, now() - interval '3 years' as earliest, now() + interval '399 days' as latest`;
    const now = Date.now();
    const current = utcOffsets.find(({ startsAt, endsAt }) => Date.parse(startsAt) <= now && now < Date.parse(endsAt));
    expect(current?.seconds).toBe(row?.seconds);
    expect(Date.parse(utcOffsets[0]?.startsAt ?? '')).toBeLessThanOrEqual(row?.earliest.getTime() ?? 0);
    expect(Date.parse(utcOffsets.at(-1)?.endsAt ?? '')).toBeGreaterThan(row?.latest.getTime() ?? 0);
  });
});

describe('the zone data of Node and PostgreSQL', () => {
  it('agree about every casino’s zone, and about those that were changed last', async () => {
    await stack.sql`update public.casino_settings set time_zone = 'America/Vancouver' where casino_id = (select id from public.casino where slug = 'harbor')`;
    expect(await listZoneWarnings(stack.databaseUrl)).toEqual([]);
    for (const zone of ['America/Vancouver', 'Asia/Manila', 'America/Asuncion']) {
      const now = Date.now();
      const offsets = await offsetsOf(
        zone,
        iso('2026-01-01'),
        new Date(Math.floor(now / 1000) * 1000 + 400 * 86_400_000).toISOString(),
      );
      expect(findDisagreement(zone, offsets, now), zone).toBeNull();
    }
  });

  it('that disagree are said at start, with what to do', async () => {
    await stack.sql`create or replace function app.utc_offset_at(p_time_zone text, p_at timestamptz) returns integer language sql stable
      set search_path = '' as $$ select extract(epoch from (p_at at time zone p_time_zone) - (p_at at time zone 'UTC'))::integer + 3600 $$`;
    const warnings = await listZoneWarnings(stack.databaseUrl);
    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toMatch(
      /^Warning: Node v.* and PostgreSQL disagree about America\/Vancouver from .* on\. Update/,
    );
  });
});
