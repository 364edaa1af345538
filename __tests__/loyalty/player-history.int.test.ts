import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { PlayerVisit } from '@/services/floor/dtos';
import type { BalanceHistory, LedgerEntry, LoyaltyReason } from '@/services/loyalty/dtos';
import { theoByHand } from '../floor/floor-desk';
import { essence } from '../promo/promo-desk';
import { ADMIN, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createLoyaltyDesk, type LoyaltyDesk } from './loyalty-desk';

let stack: TestStack;
let desk: LoyaltyDesk;
let playerId: string;
let today: string;
/** The player's entries as the table has them, the newest first. */
let entries: Entry[];

type Entry = { entryNo: number; day: string; points: number; reason: LoyaltyReason };
type Page<T> = { items: T[]; nextCursor: string | null };

/** A player whom the demo has on the floor now, with the longest past, and on top of it one entry of every other reason. */
beforeAll(async () => {
  stack = await startTestStack();
  desk = createLoyaltyDesk(stack);
  const [busiest] = await stack.sql<{ playerId: string; slipId: string; today: string }[]>`
    select s.player_id as "playerId", s.id as "slipId", app.gaming_day(s.casino_id)::text as today
    from public.rating_slip s
    join public.player_loyalty l on l.casino_id = s.casino_id and l.player_id = s.player_id
    join public.casino c on c.id = s.casino_id
    where c.slug = 'harbor' and s.status <> 'closed' order by l.entry_count desc, s.id limit 1`;
  if (!busiest) throw new Error('The demo has nobody on the floor.');
  ({ playerId, today } = busiest);
  await stack.sql`update public.rating_slip set status = 'paused', paused_at = coalesce(paused_at, now()) where id = ${busiest.slipId}`;
  for (const points of [900, 15, -60]) await desk.correct(playerId, points);
  const redemption = await desk.redeemed(playerId);
  await desk.reversed(redemption.id);
  entries = await stack.sql<Entry[]>`
    select entry_no::int as "entryNo", gaming_day::text as day, points::float8, reason from public.loyalty_ledger
    where player_id = ${playerId} order by entry_no desc`;
  expect(new Set(entries.map(({ day }) => day)).size).toBeGreaterThan(2);
});
afterAll(() => stack.dispose());

/** Every page of a list, following the cursors. */
async function readAll<T>(path: string, limit: number): Promise<{ items: T[]; pages: number }> {
  const items: T[] = [];
  let [cursor, pages] = ['', 0];
  for (;;) {
    const join = path.includes('?') ? '&' : '?';
    const page = await desk.read<Page<T>>(`${path}${join}limit=${limit}${cursor && `&cursor=${cursor}`}`);
    items.push(...page.items);
    pages += 1;
    expect(page.items.length).toBeLessThanOrEqual(limit);
    if (page.nextCursor === null) return { items, pages };
    cursor = page.nextCursor;
  }
}

const dayBefore = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);

describe('the ledger of a player', () => {
  const listed = async (query: string, limit = 200) =>
    (await readAll<LedgerEntry>(`/players/${playerId}/ledger${query}`, limit)).items.map(({ entryNo }) => entryNo);
  const expected = (keep: (entry: Entry) => boolean) => entries.filter(keep).map(({ entryNo }) => entryNo);

  it.each([1, 3, 50])('comes in pages of %d without a gap or a repetition', async (limit) => {
    const { items, pages } = await readAll<LedgerEntry>(`/players/${playerId}/ledger`, limit);
    expect(items.map(({ entryNo }) => entryNo)).toEqual(expected(() => true));
    // After the first entry of all there is nothing: no empty page.
    expect(pages).toBe(Math.ceil(entries.length / limit));
    let balance = 0;
    for (const { points, balanceAfter } of items.reverse()) {
      balance += points;
      expect(balanceAfter).toBe(balance);
    }
  });

  it.each(['session_accrual', 'correction', 'redemption', 'reversal', 'promotion'] as const)(
    'is filtered by the reason %s',
    async (reason) => {
      const numbers = expected((entry) => entry.reason === reason);
      expect(await listed(`?reason=${reason}`)).toEqual(numbers);
      expect(await listed(`?reason=${reason}`, 2)).toEqual(numbers);
    },
  );

  it('is filtered by gaming days, both included, alone and together with a reason', async () => {
    const days = [...new Set(entries.map(({ day }) => day))].sort();
    const [first = '', middle = '', last = ''] = [days[0], days[Math.floor(days.length / 2)], days.at(-1)];
    expect(await listed(`?from=${middle}`)).toEqual(expected(({ day }) => day >= middle));
    expect(await listed(`?to=${middle}`)).toEqual(expected(({ day }) => day <= middle));
    expect(await listed(`?from=${middle}&to=${middle}`, 1)).toEqual(expected(({ day }) => day === middle));
    expect(await listed(`?from=${first}&to=${last}&reason=session_accrual`)).toEqual(
      expected(({ reason }) => reason === 'session_accrual'),
    );
    expect(await listed(`?from=${last}&to=${first}`)).toEqual(first === last ? expected(() => true) : []);
    expect(await listed(`?to=${dayBefore(first, 1)}`)).toEqual([]);
  });

  it.each(['reason=because', 'from=yesterday', 'to=2026-02-30', 'cursor=abc', 'cursor=0', 'limit=0'])(
    'is refused for %s',
    async (query) => {
      const path = `/players/${playerId}/ledger?${query}`;
      await desk.expectRefused('VALIDATION_FAILED', () => stack.http(PIT_BOSS, 'GET', path));
    },
  );

  it('past the web app is refused for a reason that is none', async () => {
    const { status, body } = await stack.rpc(PIT_BOSS, 'rpc_list_ledger_entries', {
      p_player_id: playerId,
      p_reason: 'because',
    });
    expect({ status, body }).toMatchObject({ status: 422, body: { message: 'VALIDATION_FAILED' } });
  });
});

describe('the balance of a player over time', () => {
  it.each([1, 7, 15, 90, 730])('over %d days is what the entries of each day left', async (days) => {
    const from = dayBefore(today, days);
    const history = await desk.read<BalanceHistory>(`/players/${playerId}/balance-history?days=${days}`);
    // Summed from the points, day by day; the answer reads the balance that each day's last entry carries.
    const sumUntil = (day: string) =>
      entries.filter((entry) => entry.day <= day).reduce((total, { points }) => total + points, 0);
    const inside = [...new Set(entries.map(({ day }) => day))].filter((day) => day > from).sort();
    expect(history).toEqual({
      fromGamingDay: from,
      toGamingDay: today,
      openingBalance: sumUntil(from),
      items: inside.map((gamingDay) => ({ gamingDay, balance: sumUntil(gamingDay) })),
    });
  });

  it('is empty for a new player, and refused for days that are none', async () => {
    const { id } = await desk.floor.enrol();
    expect(await desk.read(`/players/${id}/balance-history`)).toEqual({
      fromGamingDay: dayBefore(today, 90),
      toGamingDay: today,
      openingBalance: 0,
      items: [],
    });
    for (const days of ['0', '731', 'x', '1.5']) {
      await desk.expectRefused('VALIDATION_FAILED', () =>
        stack.http(PIT_BOSS, 'GET', `/players/${id}/balance-history?days=${days}`),
      );
    }
  });
});

describe('the visits of a player', () => {
  it.each([1, 4, 50])('come in pages of %d, newest first, with what was played on each', async (limit) => {
    const visits = await stack.sql<{ id: string; startedAt: Date }[]>`
      select id, started_at as "startedAt" from public.visit where player_id = ${playerId}`;
    const slips = await stack.sql<
      {
        visitId: string;
        seconds: number;
        paused: number;
        bet: number;
        pace: number;
        edge: number;
        closed: number | null;
      }[]
    >`
      select visit_id as "visitId", floor(extract(epoch from coalesce(ended_at, paused_at) - started_at))::int as seconds,
        paused_seconds as paused, average_bet_cents::int as bet, (policy_snapshot ->> 'decisions_per_hour')::int as pace,
        ((policy_snapshot ->> 'house_edge')::numeric * 100000)::int as edge, theo_cents::int as closed
      from public.rating_slip where player_id = ${playerId}`;
    const { items } = await readAll<PlayerVisit>(`/players/${playerId}/visits`, limit);
    const order = [...visits].sort(
      (one, other) => other.startedAt.getTime() - one.startedAt.getTime() || (one.id < other.id ? 1 : -1),
    );
    expect(items.map(({ id }) => id)).toEqual(order.map(({ id }) => id));
    for (const visit of items) {
      const played = slips.filter(({ visitId }) => visitId === visit.id);
      const theo = played.map(({ seconds, paused, bet, pace, edge, closed }) => {
        const byHand = theoByHand({
          averageBetCents: bet,
          seconds: seconds - paused,
          decisionsPerHour: pace,
          edgePer100k: edge,
        });
        expect(closed ?? byHand).toBe(byHand);
        return byHand;
      });
      expect(visit).toMatchObject({
        playerId,
        slipCount: played.length,
        playSeconds: played.reduce((sum, { seconds, paused }) => sum + seconds - paused, 0),
        theoCents: theo.reduce((sum, cents) => sum + cents, 0),
      });
    }
    expect(items.filter(({ endedAt }) => endedAt === null)).toHaveLength(1);
  });

  it('are none for a new player, and one without play for who has just come', async () => {
    const { id } = await desk.floor.enrol();
    expect(await desk.read(`/players/${id}/visits`)).toEqual({ items: [], nextCursor: null });
    const visit = await desk.floor.checkIn(id);
    expect((await desk.read<Page<PlayerVisit>>(`/players/${id}/visits`)).items).toMatchObject([
      { id: visit.id, slipCount: 0, playSeconds: 0, theoCents: 0, endedAt: null },
    ]);
  });

  it('are refused after a cursor that is no visit of the player’s', async () => {
    const other = await desk.floor.checkIn((await desk.floor.enrol()).id);
    for (const cursor of [other.id, newId(), 'abc']) {
      await desk.expectRefused('VALIDATION_FAILED', () =>
        stack.http(PIT_BOSS, 'GET', `/players/${playerId}/visits?cursor=${cursor}`),
      );
    }
  });
});

it.each(['ledger', 'visits', 'balance-history'])(
  'the %s of another casino’s player is like that of nobody',
  async (part) => {
    const [other] = await stack.sql<{ id: string }[]>`
    select p.id from public.player p join public.casino c on c.id = p.casino_id where c.slug = 'summit' limit 1`;
    const [missing, foreign] = await Promise.all(
      [newId(), other?.id].map((id) => stack.http(ADMIN, 'GET', `/players/${id}/${part}`)),
    );
    expect(missing).toMatchObject({ status: 404, body: { code: 'PLAYER_NOT_FOUND' } });
    expect(essence(foreign as never)).toEqual(essence(missing as never));
  },
);
