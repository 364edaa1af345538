import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { ClosedSlipResult, Floor, SlipDetail, SlipResult } from '@/services/floor/dtos';
import type { LedgerEntry } from '@/services/loyalty/dtos';
import { createLoyaltyDesk, type LoyaltyDesk, loyaltySnapshot, MANAGER } from '../loyalty/loyalty-desk';
import {
  ADMIN,
  type Answer,
  type Email,
  OTHER_PIT_BOSS,
  PIT_BOSS,
  startTestStack,
  type TestStack,
} from '../support/stack';
import { dataOf, floorSnapshot } from './floor-desk';

const HOUR = 3_600;

let stack: TestStack;
let desk: LoyaltyDesk;

beforeAll(async () => {
  stack = await startTestStack({ connections: 8 });
  desk = createLoyaltyDesk(stack);
});
afterAll(() => stack.dispose());

const reopen = (slipId: string, call: { key?: string; as?: Email; note?: string } = {}) => {
  const { key = newId(), as = PIT_BOSS, note = 'Closed by mistake' } = call;
  return desk.send('POST', `/rating-slips/${slipId}/reopen`, { note }, { key, as });
};
const detailOf = (slipId: string) => desk.read<SlipDetail>(`/rating-slips/${slipId}`);
const close = async (slipId: string) => dataOf<ClosedSlipResult>(await desk.floor.step(slipId, 'close'));

/** A slip with an hour's play at $100, worth 700 points, which was just closed while it ran. */
async function closedSlip() {
  const seated = await desk.floor.seat();
  await desk.floor.setBack(seated.slip.id, HOUR);
  return { ...seated, closed: await close(seated.slip.id) };
}

/** A refusal after which nothing has changed, on the floor and in the ledger. */
async function expectRefused(code: string, act: () => Promise<Answer>): Promise<Answer> {
  const look = async () => [await floorSnapshot(stack.sql), await loyaltySnapshot(stack.sql)];
  const before = await look();
  const answer = await act();
  expect(answer.body).toMatchObject({ ok: false, code });
  expect(await look()).toEqual(before);
  return answer;
}
const expectBecause = async (because: string, slipId: string, as: Email = PIT_BOSS) => {
  const { body, status } = await expectRefused('SLIP_NOT_REOPENED', () => reopen(slipId, { as }));
  expect([status, body.details]).toEqual([409, { because }]);
};
/** The audit row of a close, said to be of another time and day: what the trail refuses to have changed is written anew. */
async function closedAgo(slipId: string, minutes: number, days = 0): Promise<void> {
  await stack.sql`
    insert into public.audit_log (casino_id, at, gaming_day, domain, action, entity_type, entity_id, before, correlation_id)
    select casino_id, ended_at - make_interval(mins => ${minutes}), app.gaming_day(casino_id) - ${days}::int, 'floor',
      'floor.close_rating_slip', 'rating_slip', id, '{}', app.uuid_v7()
    from public.rating_slip where id = ${slipId}`;
}

describe('a slip that was closed by mistake', () => {
  it('comes back to its seat, paused since play ended, without the points of its close; they come with the next', async () => {
    const { slip, player, closed } = await closedSlip();
    expect(closed.accrual).toMatchObject({ status: 'posted', points: 700 });
    const key = newId();
    const reopened = dataOf<SlipResult>(await reopen(slip.id, { key }));
    expect(reopened).toMatchObject({
      id: slip.id,
      status: 'paused',
      endedAt: null,
      pausedAt: closed.endedAt,
      playSeconds: closed.playSeconds,
      theoCents: closed.theoCents,
      isExisting: false,
    });
    expect(await detailOf(slip.id)).toMatchObject({ status: 'paused', closedByStaffName: null });
    const floor = await desk.read<Floor>('/floor');
    const seats = floor.pits.flatMap(({ tables }) => tables).flatMap(({ seats }) => seats);
    expect(seats.find((seat) => seat.slip?.id === slip.id)?.slip?.balance).toBe(0);

    const audits = await stack.sql`
      select action, before ->> 'status' as before, after ->> 'status' as after from public.audit_log
      where entity_id = ${slip.id} and action = 'floor.reopen_rating_slip'`;
    expect([...audits]).toEqual([{ action: 'floor.reopen_rating_slip', before: 'closed', after: 'paused' }]);
    expect(dataOf<SlipResult>(await reopen(slip.id, { key }))).toMatchObject({ id: slip.id, isExisting: true });

    dataOf(await desk.floor.step(slip.id, 'resume'));
    const again = await close(slip.id);
    expect(again.accrual).toMatchObject({ status: 'posted', points: again.accrual.points });
    expect(again.playSeconds).toBeGreaterThanOrEqual(closed.playSeconds);
    const { items } = await desk.read<{ items: LedgerEntry[] }>(`/players/${player.id}/ledger`);
    expect(items.map(({ reason, points }) => [reason, points])).toEqual([
      ['session_accrual', again.accrual.points],
      ['reversal', -700],
      ['session_accrual', 700],
    ]);
    const [proof] = await stack.sql`select count(*)::int as breaks from app.ledger_breaks(
      (select casino_id from public.rating_slip where id = ${slip.id}), ${player.id})`;
    expect(proof?.breaks).toBe(0);
  });

  it('tells that it goes on: who heard of its close hears that it counts no more, and then of the next close', async () => {
    const { slip, player } = await closedSlip();
    const key = newId();
    dataOf(await reopen(slip.id, { key }));
    dataOf(await reopen(slip.id, { key }));
    await close(slip.id);
    const events = await stack.sql`
      select event_type, player_id, payload ->> 'status' as status, payload ? 'player_name' as is_named,
        payload ? 'gaming_day' as has_day
      from public.loyalty_outbox where payload ->> 'id' = ${slip.id} and event_type like 'rating_slip.%' order by seq`;
    expect([...events]).toEqual(
      [
        ['rating_slip.closed', 'closed'],
        ['rating_slip.reopened', 'paused'],
        ['rating_slip.closed', 'closed'],
      ].map(([event_type, status]) => ({ event_type, player_id: player.id, status, is_named: false, has_day: true })),
    );
  });

  it('comes back as it was where it was paused, and where it had earned nothing', async () => {
    const { slip } = await desk.play(HOUR, 0);
    const paused = await detailOf(slip.id);
    const closed = await close(slip.id);
    expect(closed.accrual.status).toBe('none');
    const reopened = dataOf<SlipResult>(await reopen(slip.id));
    expect(reopened).toMatchObject({ status: 'paused', pausedAt: paused.pausedAt, playSeconds: HOUR });
  });

  it('comes back once, by a double tap and by two tablets at once', async () => {
    for (let round = 0; round < 4; round += 1) {
      const [one, other] = [await closedSlip(), await closedSlip()];
      const key = newId();
      const taps = await Promise.all([reopen(one.slip.id, { key }), reopen(one.slip.id, { key })]);
      expect(taps.map(({ status }) => status).sort()).toEqual([200, 201]);
      const tablets = await Promise.all([reopen(other.slip.id), reopen(other.slip.id, { as: ADMIN })]);
      expect(tablets.map(({ body }) => body.code).sort()).toEqual(['OK', 'SLIP_NOT_CLOSED']);
    }
  });
});

describe('a slip stays closed', () => {
  it('whose seat is taken, also by who comes at once', async () => {
    const { slip, table } = await closedSlip();
    const next = await desk.floor.enrol();
    dataOf(await desk.floor.open({ playerId: next.id, tableId: table.id }));
    await expectRefused('SEAT_TAKEN', () => reopen(slip.id));

    const race = await closedSlip();
    const other = await desk.floor.enrol();
    const answers = await Promise.all([
      reopen(race.slip.id),
      desk.floor.open({ playerId: other.id, tableId: race.table.id }),
    ]);
    expect(answers.map(({ body }) => body.code).sort()).toEqual(['OK', 'SEAT_TAKEN']);
  });

  it('whose player plays elsewhere, or was checked out', async () => {
    const elsewhere = await closedSlip();
    const table = await desk.floor.addTable();
    dataOf(await desk.floor.open({ playerId: elsewhere.player.id, tableId: table.id }));
    await expectBecause('plays_elsewhere', elsewhere.slip.id);

    const gone = await closedSlip();
    dataOf(await desk.send('POST', `/visits/${gone.slip.visitId}/end`, {}));
    await expectBecause('visit_ended', gone.slip.id);
  });

  it('that was closed more than ten minutes ago, on a day that is over, or at a time before', async () => {
    const late = await closedSlip();
    await closedAgo(late.slip.id, 11);
    await expectBecause('too_late', late.slip.id);
    const yesterday = await closedSlip();
    await closedAgo(yesterday.slip.id, 0, 1);
    await expectBecause('day_closed', yesterday.slip.id);

    const { slip } = await desk.floor.seat();
    await desk.floor.setBack(slip.id, HOUR);
    const endedAt = new Date(Date.parse(slip.startedAt) - (HOUR / 2) * 1_000).toISOString();
    dataOf(await desk.send('POST', `/rating-slips/${slip.id}/close`, { endedAt }));
    await expectBecause('ended_earlier', slip.id);
  });

  it('whose points are spent, and one that nobody closed', async () => {
    const { slip, player } = await closedSlip();
    dataOf(await desk.correct(player.id, -1, 'Miscounted', { as: MANAGER }));
    await expectBecause('spent', slip.id);

    const held = await closedSlip();
    await stack.sql`update public.rating_slip set accrual_status = 'held' where id = ${held.slip.id}`;
    await expectBecause('closed_by_house', held.slip.id);
  });

  it('of another casino, or that is none: one and the same 404; a live one, and for who may not', async () => {
    const { slip } = await closedSlip();
    await expectRefused('SLIP_NOT_FOUND', () => reopen(slip.id, { as: OTHER_PIT_BOSS }));
    await expectRefused('SLIP_NOT_FOUND', () => reopen(newId()));
    await expectRefused('FORBIDDEN', () => reopen(slip.id, { as: MANAGER }));
    const live = await desk.floor.seat();
    await expectRefused('SLIP_NOT_CLOSED', () => reopen(live.slip.id));
  });
});
