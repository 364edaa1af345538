import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { SlipResult } from '@/services/floor/dtos';
import { type Answer, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createFloorDesk, dataOf, type FloorDesk, isSomeoneWaiting } from './floor-desk';

let stack: TestStack;
let desk: FloorDesk;

beforeAll(async () => {
  stack = await startTestStack({ connections: 8 });
  desk = createFloorDesk(stack);
});
afterAll(() => stack.dispose());

const ROUNDS = 10;
const codesOf = (answers: Answer[]) => answers.map((answer) => answer.body.code).sort();

async function countLiveSlipsOnEndedVisits(): Promise<number> {
  const [row] = await stack.sql`
    select count(*)::int as slips from public.rating_slip s
    join public.visit v on v.casino_id = s.casino_id and v.id = s.visit_id
    where s.status <> 'closed' and v.ended_at is not null`;
  return row?.slips;
}

/** Starts `late` while the transaction of `early` is open, and lets that one commit only once `late` waits for it. */
async function overtake(early: (sql: postgres.TransactionSql) => Promise<unknown>, late: () => Promise<Answer>) {
  const { waiting } = await stack.asRole('authenticated', PIT_BOSS, async (sql) => {
    await early(sql);
    const waiting = late();
    await expect.poll(() => isSomeoneWaiting(stack.sql)).toBe(true);
    return { waiting };
  });
  return waiting;
}

describe('identical calls at once', () => {
  it('20 opens with one key: one slip, equal answers, no error', async () => {
    const [table, player] = [await desk.addTable(), await desk.enrol()];
    const key = newId();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => desk.open({ playerId: player.id, tableId: table.id }, key)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(19).fill(200), 201]);
    const payloads = answers.map((answer) => JSON.stringify({ ...dataOf<SlipResult>(answer), isExisting: null }));
    expect(new Set(payloads).size).toBe(1);
    const [rows] = await stack.sql`
      select (select count(*)::int from public.rating_slip where player_id = ${player.id}) as slips,
        (select count(*)::int from public.visit where player_id = ${player.id}) as visits,
        (select count(*)::int from public.audit_log where idempotency_key = ${key}) as audits`;
    expect(rows).toEqual({ slips: 1, visits: 1, audits: 1 });
  });

  it('20 closes with one key: one event, equal answers, no error', async () => {
    const { slip } = await desk.seat();
    const key = newId();
    const answers = await Promise.all(Array.from({ length: 20 }, () => desk.step(slip.id, 'close', key)));
    const payloads = answers.map((answer) => JSON.stringify({ ...dataOf<SlipResult>(answer), isExisting: null }));
    expect(new Set(payloads).size).toBe(1);
    const [row] = await stack.sql`
      select count(*)::int as events from public.loyalty_outbox
      where event_type = 'rating_slip.closed' and payload ->> 'id' = ${slip.id}`;
    expect(row?.events).toBe(1);
  });
});

describe('different calls at once', () => {
  it('two players for one seat: one gets it, the other is told, and is not left checked in', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const table = await desk.addTable();
      const players = [await desk.enrol(), await desk.enrol()];
      const answers = await Promise.all(players.map(({ id }) => desk.open({ playerId: id, tableId: table.id })));
      expect(codesOf(answers)).toEqual(['OK', 'SEAT_TAKEN']);
      const [row] = await stack.sql`
        select count(*)::int as visits from public.visit where player_id in ${stack.sql(players.map(({ id }) => id))}`;
      expect(row?.visits).toBe(1);
    }
  });

  it('one player for two seats of a table: one gets it', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [table, player] = [await desk.addTable(), await desk.enrol()];
      await desk.checkIn(player.id);
      const answers = await Promise.all(
        [1, 2].map((seat) => desk.open({ playerId: player.id, tableId: table.id, seat })),
      );
      expect(codesOf(answers)).toEqual(['OK', 'PLAYER_ALREADY_AT_TABLE']);
    }
  });

  it('one player seated at two tables, not checked in before: both are opened, on one visit', async () => {
    const [one, two, player] = [await desk.addTable(), await desk.addTable(), await desk.enrol()];
    const late = await overtake(
      (sql) => sql`
        select public.rpc_open_rating_slip(p_table_id => ${one.id}, p_seat => 1, p_average_bet_cents => 100,
          p_idempotency_key => ${newId()}, p_player_id => ${player.id})`,
      () => desk.open({ playerId: player.id, tableId: two.id }),
    );
    expect(late.body.code).toBe('OK');
    const visits = await stack.sql`select distinct visit_id from public.rating_slip where player_id = ${player.id}`;
    expect(visits).toHaveLength(1);
  });

  it('two slips moved to one seat: one gets it, the other stays where it was', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [table, one, two] = [await desk.addTable(), await desk.seat(), await desk.seat()];
      const answers = await Promise.all([one, two].map(({ slip }) => desk.move(slip.id, table.id, 1)));
      expect(codesOf(answers)).toEqual(['OK', 'SEAT_TAKEN']);
      const loser = answers[0]?.body.ok ? two : one;
      const [row] = await stack.sql`select table_id from public.rating_slip where id = ${loser.slip.id}`;
      expect(row?.table_id).toBe(loser.table.id);
    }
  });

  it('two slips that change places at once: neither gets the other’s seat, and nobody waits in a circle', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [one, two] = [await desk.seat(), await desk.seat()];
      const answers = await Promise.all([
        desk.move(one.slip.id, two.table.id, 1),
        desk.move(two.slip.id, one.table.id, 1),
      ]);
      expect(codesOf(answers)).toEqual(['SEAT_TAKEN', 'SEAT_TAKEN']);
    }
  });

  it('two closes with their own keys: one closes, the other is told; one event', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { slip } = await desk.seat();
      const answers = await Promise.all([desk.step(slip.id, 'close'), desk.step(slip.id, 'close')]);
      expect(codesOf(answers)).toEqual(['OK', 'SLIP_CLOSED']);
      const [row] = await stack.sql`
        select count(*)::int as events from public.loyalty_outbox
        where event_type = 'rating_slip.closed' and payload ->> 'id' = ${slip.id}`;
      expect(row?.events).toBe(1);
    }
  });

  it('a pause that waited while its slip closed is refused', async () => {
    const { slip } = await desk.seat();
    const late = await overtake(
      (sql) =>
        sql`select public.rpc_close_rating_slip(p_rating_slip_id => ${slip.id}, p_idempotency_key => ${newId()})`,
      () => desk.step(slip.id, 'pause'),
    );
    expect(late.body.code).toBe('SLIP_CLOSED');
    expect((await desk.getRow(slip.id)).status).toBe('closed');
  });
});

describe('the end of a visit against a slip being opened', () => {
  it('a slip that waited while its visit ended is refused', async () => {
    const [table, player] = [await desk.addTable(), await desk.enrol()];
    const visit = await desk.checkIn(player.id);
    const late = await overtake(
      (sql) => sql`select public.rpc_end_visit(p_visit_id => ${visit.id}, p_idempotency_key => ${newId()})`,
      () => desk.open({ visitId: visit.id, tableId: table.id }),
    );
    expect(late.body.code).toBe('VISIT_ENDED');
    expect(await countLiveSlipsOnEndedVisits()).toBe(0);
  });

  it('a slip for a player that waited while the visit ended opens on a new visit', async () => {
    const [table, player] = [await desk.addTable(), await desk.enrol()];
    const visit = await desk.checkIn(player.id);
    const late = await overtake(
      (sql) => sql`select public.rpc_end_visit(p_visit_id => ${visit.id}, p_idempotency_key => ${newId()})`,
      () => desk.open({ playerId: player.id, tableId: table.id }),
    );
    expect(dataOf<SlipResult>(late).visitId).not.toBe(visit.id);
    expect(await countLiveSlipsOnEndedVisits()).toBe(0);
  });

  it('an end that waited while a slip opened is refused', async () => {
    const [table, player] = [await desk.addTable(), await desk.enrol()];
    const visit = await desk.checkIn(player.id);
    const late = await overtake(
      (sql) => sql`
        select public.rpc_open_rating_slip(p_table_id => ${table.id}, p_seat => 1, p_average_bet_cents => 100,
          p_idempotency_key => ${newId()}, p_visit_id => ${visit.id})`,
      () => desk.endVisit(visit.id),
    );
    expect(late.body.code).toBe('VISIT_HAS_LIVE_SLIP');
    expect(await countLiveSlipsOnEndedVisits()).toBe(0);
  });

  it('however they fall: never a live slip on an ended visit', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [table, player] = [await desk.addTable(), await desk.enrol()];
      const visit = await desk.checkIn(player.id);
      const [ended, opened] = await Promise.all([
        desk.endVisit(visit.id),
        desk.open({ visitId: visit.id, tableId: table.id }),
      ]);
      expect([ended.body.ok, opened.body.ok].filter(Boolean)).toHaveLength(1);
      expect(['OK', 'VISIT_HAS_LIVE_SLIP']).toContain(ended.body.code);
      expect(['OK', 'VISIT_ENDED']).toContain(opened.body.code);
    }
    expect(await countLiveSlipsOnEndedVisits()).toBe(0);
  });
});
