import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LensFinding, LensFindings } from '@/services/lens/dtos';
import { startTestStack, type TestStack } from '../support/stack';

// What a person sees of the demo who looks for the first time, at whatever hour that is. A shift or a gaming day may end
// between the demo and this test: its figures are those of the shift and day in which it was made.
const COMPLIANCE = 'compliance@harbor.example';
let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.dispose());

async function read<T>(path: string): Promise<T> {
  const { status, body } = await stack.http(COMPLIANCE, 'GET', path);
  expect(status).toBe(200);
  return body.data as T;
}

it('two cases are due and one exclusion was met', async () => {
  expect(await read('/compliance/waiting')).toEqual({ cases: 2, overdueCases: 0, hits: 1 });
  const { items } = await read<{ items: object[] }>('/exclusion-hits?isReviewed=false');
  expect(items).toEqual([
    expect.objectContaining({
      playerName: 'Xavier Zeller',
      attempt: 'refuse_seat',
      step: 'open_rating_slip',
      tableLabel: 'BJ-03',
    }),
  ]);
});

it('one patron stays a little under the line', async () => {
  const [day] = await stack.sql<{ before: string }[]>`
    select (app.gaming_day(id, created_at) - 1)::text as before from public.casino where slug = 'harbor'`;
  const { patrons } = await read<{ patrons: { level: string }[] }>(`/mtl/gaming-day-summary?gamingDay=${day?.before}`);
  expect(patrons.filter(({ level }) => level === 'near_ctr')).toHaveLength(1);
});

describe('what is unlike a patron’s own past has a row each', () => {
  async function list(): Promise<LensFinding[]> {
    const [day] = await stack.sql<{ from: string; to: string }[]>`
      select (app.gaming_day(id, created_at) - 14)::text as from, app.gaming_day(id, created_at)::text as to
      from public.casino where slug = 'harbor'`;
    const { items } = await read<LensFindings>(`/lens-findings?${new URLSearchParams({ lens: 'cash', ...day })}`);
    return items;
  }

  it.each([
    ['own_past_in', 'Dmitri Urban', 450_000, 80_000],
    ['own_past_out', 'Keiko Haddad', 520_000, 60_000],
  ])('%s', async (kind, playerName, figure, median) => {
    const found = (await list()).filter((one) => one.playerName === playerName);
    expect(found).toEqual([
      expect.objectContaining({ kind, figure, rowCount: 1, baseline: expect.objectContaining({ median, n: 5 }) }),
    ]);
  });
});

it('the shift that runs has figures', async () => {
  const [running] = await stack.sql<{ id: string }[]>`
    select s.id from public.casino c
    join public.shift s on s.casino_id = c.id and s.starts_at <= c.created_at and s.ends_at > c.created_at
    where c.slug = 'harbor'`;
  const { casino } = await read<{ casino: { dropCents: number; winCents: number | null } }>(
    `/shift-dashboard?shiftId=${running?.id}`,
  );
  expect(casino.dropCents).toBeGreaterThan(0);
  expect(casino.winCents).toBeGreaterThan(0);
});
