import { expect } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { PlayerResult, SlipResult, VisitResult } from '@/services/floor/dtos';
import { snapshot } from '../support/ledger';
import { type Answer, type Email, PIT_BOSS, type TestStack } from '../support/stack';

type OpenBody = { visitId?: string; playerId?: string; tableId: string; seat: number; averageBetCents: number };
type Step = 'pause' | 'resume' | 'close';
export type Table = { id: string; label: string };
export type Seated = { slip: SlipResult; table: Table; player: PlayerResult };

/** The payload of a success; a refusal shows itself whole. */
export function dataOf<T>(answer: Answer): T {
  expect(answer.body).toMatchObject({ ok: true, code: 'OK' });
  return answer.body.data as T;
}

/** Everything a refused step on the floor must leave as it was. */
export async function floorSnapshot(sql: TestStack['sql']): Promise<unknown> {
  const [rest] = await sql`
    select (select md5(string_agg(v::text, ',' order by v.id)) from public.visit v) as visits,
      (select md5(string_agg(l::text, ',' order by l.casino_id, l.player_id)) from public.player_loyalty l) as standings,
      (select count(*) from public.audit_log) as audits`;
  return { rest, ledger: await snapshot(sql) };
}

/** Whether a connection of this database waits for a lock. */
export async function isSomeoneWaiting(sql: TestStack['sql']): Promise<boolean> {
  const [row] = await sql`
    select exists (select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as waiting`;
  return row?.waiting;
}

/** Play at one bet and one game. The edge comes in hundred-thousandths, the finest the column holds. */
export type Played = { averageBetCents: number; seconds: number; decisionsPerHour: number; edgePer100k: number };

/** Parts that a cent is counted in, so that theo is a whole number of them: 3600 seconds, 100,000 of the edge. */
export const THEO_PARTS = 3600n * 100_000n;

/** Exact theo in parts of a cent, from whole numbers only: average bet x decisions per hour x seconds x edge, summed over the stretches. */
export function exactTheo(...stretches: Played[]): bigint {
  return stretches
    .map(({ averageBetCents, decisionsPerHour, seconds, edgePer100k }) =>
      [averageBetCents, decisionsPerHour, seconds, edgePer100k]
        .map(BigInt)
        .reduce((product, factor) => product * factor),
    )
    .reduce((sum, theo) => sum + theo, 0n);
}

/** Theo in cents, half a cent away from zero: rounded once, over all stretches. */
export function theoByHand(...stretches: Played[]): number {
  return Number((2n * exactTheo(...stretches) + THEO_PARTS) / (2n * THEO_PARTS));
}

/** What a supervisor does on the floor, as short steps through the API, each with a table and players of its own. */
export function createFloorDesk(stack: TestStack) {
  let tables = 0;
  const post = (path: string, body: unknown, key = newId(), as: Email = PIT_BOSS) =>
    stack.http(as, 'POST', path, { body, key });

  const desk = {
    post,

    async addTable(
      gameType: string = 'blackjack',
      { casino = 'harbor', status = 'open', seatCount = 6 } = {},
    ): Promise<Table> {
      tables += 1;
      const [table] = await stack.sql<Table[]>`
        insert into public.gaming_table (casino_id, pit_id, label, game_type, seat_count, min_bet_cents, max_bet_cents, status)
        select p.casino_id, p.id, ${`T-${tables}`}, ${gameType}, ${seatCount}, 1000, 1000000, ${status}
        from public.pit p join public.casino c on c.id = p.casino_id
        where c.slug = ${casino} and p.name = 'Main'
        returning id, label`;
      if (!table) throw new Error(`There is no such casino: ${casino}`);
      return table;
    },

    async enrol(as: Email = PIT_BOSS): Promise<PlayerResult> {
      return dataOf(await post('/players', { firstName: 'Test', lastName: newId() }, newId(), as));
    },

    async checkIn(playerId: string, as: Email = PIT_BOSS): Promise<VisitResult> {
      return dataOf(await post('/visits', { playerId }, newId(), as));
    },

    endVisit: (visitId: string, key?: string) => post(`/visits/${visitId}/end`, {}, key),

    open: (body: Partial<OpenBody>, key?: string, as?: Email) =>
      post('/rating-slips', { seat: 1, averageBetCents: 10_000, ...body }, key, as),

    step: (slipId: string, step: Step, key?: string) => post(`/rating-slips/${slipId}/${step}`, {}, key),

    move: (slipId: string, tableId: string, seat: number, key?: string) =>
      post(`/rating-slips/${slipId}/move`, { tableId, seat }, key),

    setAverageBet: (slipId: string, averageBetCents: number, key = newId(), how: object = {}) =>
      stack.http(PIT_BOSS, 'PATCH', `/rating-slips/${slipId}`, { body: { averageBetCents, ...how }, key }),

    /** A new player on a live slip at a new table. */
    async seat(gameType: string = 'blackjack', averageBetCents = 10_000): Promise<Seated> {
      const [table, player] = [await desk.addTable(gameType), await desk.enrol()];
      const slip = dataOf<SlipResult>(await desk.open({ playerId: player.id, tableId: table.id, averageBetCents }));
      return { slip, table, player };
    },

    /** Pretends that the slip, and its pause, began earlier than they did. */
    async setBack(slipId: string, seconds: number): Promise<void> {
      await stack.sql`
        update public.rating_slip set started_at = started_at - make_interval(secs => ${seconds}),
          paused_at = paused_at - make_interval(secs => ${seconds})
        where id = ${slipId}`;
    },

    async getRow(slipId: string) {
      const [row] = await stack.sql<
        { status: string; seconds: number; pausedSeconds: number; bankedSeconds: number }[]
      >`
        select status, floor(extract(epoch from ended_at - started_at))::int as seconds, paused_seconds as "pausedSeconds",
          banked_seconds as "bankedSeconds"
        from public.rating_slip where id = ${slipId}`;
      if (!row) throw new Error('There is no such slip.');
      return row;
    },

    /** Runs a refusal and holds the whole floor against what was there before. */
    async expectRefused(code: string, act: () => Promise<Answer>): Promise<Answer> {
      const before = await floorSnapshot(stack.sql);
      const answer = await act();
      expect(answer.body).toMatchObject({ ok: false, code });
      expect(await floorSnapshot(stack.sql)).toEqual(before);
      return answer;
    },
  };
  return desk;
}

export type FloorDesk = ReturnType<typeof createFloorDesk>;
