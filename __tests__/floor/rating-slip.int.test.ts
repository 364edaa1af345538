import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { SlipDetail, SlipResult } from '@/services/floor/dtos';
import { type Answer, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createFloorDesk, dataOf, type FloorDesk, floorSnapshot, theoByHand } from './floor-desk';

let stack: TestStack;
let desk: FloorDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createFloorDesk(stack);
});
afterAll(() => stack.dispose());

const BLACKJACK = { decisionsPerHour: 70, edgePer100k: 1000 };
const ROULETTE = { decisionsPerHour: 38, edgePer100k: 5260 };

async function getSlip(slipId: string): Promise<SlipDetail> {
  return dataOf(await stack.http('dealer@harbor.example', 'GET', `/rating-slips/${slipId}`));
}

describe('opening a slip', () => {
  it('on a visit seats its player with a running clock and no theo yet', async () => {
    const [table, player] = [await desk.addTable(), await desk.enrol()];
    const visit = await desk.checkIn(player.id);
    const answer = await desk.open({ visitId: visit.id, tableId: table.id, seat: 3, averageBetCents: 2500 });
    expect(answer.status).toBe(201);
    expect(dataOf(answer)).toMatchObject({
      isExisting: false,
      visitId: visit.id,
      playerId: player.id,
      playerName: player.name,
      tableId: table.id,
      tableLabel: table.label,
      gameType: 'blackjack',
      seat: 3,
      status: 'open',
      averageBetCents: 2500,
      pausedAt: null,
      endedAt: null,
      playSeconds: 0,
      theoCents: 0,
      theoPerHourCents: theoByHand({ averageBetCents: 2500, seconds: 3600, ...BLACKJACK }),
    });
  });

  it('for a player uses the running visit', async () => {
    const [table, player] = [await desk.addTable(), await desk.enrol()];
    const visit = await desk.checkIn(player.id);
    const slip = dataOf<SlipResult>(await desk.open({ playerId: player.id, tableId: table.id }));
    expect(slip.visitId).toBe(visit.id);
  });

  it('for a player who is not checked in starts a rated visit in the same step', async () => {
    const { slip, player } = await desk.seat();
    const visits = await stack.sql`select id, kind, ended_at from public.visit where player_id = ${player.id}`;
    expect(visits).toEqual([{ id: slip.visitId, kind: 'rated', ended_at: null }]);
    const profile = await stack.http(PIT_BOSS, 'GET', `/players/${player.id}`);
    expect(dataOf(profile)).toMatchObject({ openVisitId: slip.visitId });
  });

  it('lets one player play two tables at once, on one visit', async () => {
    const { slip, player } = await desk.seat();
    const other = await desk.addTable('craps');
    const second = dataOf<SlipResult>(await desk.open({ playerId: player.id, tableId: other.id }));
    expect(second.visitId).toBe(slip.visitId);
  });
});

describe('the clock', () => {
  it('stands still while the slip is paused, and a pause never counts as play', async () => {
    const { slip } = await desk.seat();
    await desk.setBack(slip.id, 1800);
    const paused = dataOf<SlipResult>(await desk.step(slip.id, 'pause'));
    expect(paused).toMatchObject({ status: 'paused' });
    expect(paused.playSeconds).toBeGreaterThanOrEqual(1800);

    await desk.setBack(slip.id, 1200);
    expect(await getSlip(slip.id)).toMatchObject({ playSeconds: paused.playSeconds, theoCents: paused.theoCents });

    const resumed = dataOf<SlipResult>(await desk.step(slip.id, 'resume'));
    expect(resumed).toMatchObject({ status: 'open', pausedAt: null });
    expect((await desk.getRow(slip.id)).pausedSeconds).toBeGreaterThanOrEqual(1200);
    expect(Math.abs(resumed.playSeconds - paused.playSeconds)).toBeLessThanOrEqual(1);
  });

  it('adds up several pauses', async () => {
    const { slip } = await desk.seat();
    for (const seconds of [60, 300]) {
      await desk.step(slip.id, 'pause');
      await desk.setBack(slip.id, seconds);
      await desk.step(slip.id, 'resume');
    }
    const { pausedSeconds } = await desk.getRow(slip.id);
    expect(pausedSeconds).toBeGreaterThanOrEqual(360);
    expect(pausedSeconds).toBeLessThan(380);
  });
});

describe('theo at close', () => {
  it('is average bet x pace x hours x edge of the snapshot, pauses excluded', async () => {
    const { slip } = await desk.seat('blackjack', 12_345);
    await stack.sql`
      update public.rating_slip set started_at = started_at - interval '1 hour 17 minutes 13 seconds', paused_seconds = 611
      where id = ${slip.id}`;
    const closed = dataOf<SlipResult>(await desk.step(slip.id, 'close'));
    const { seconds } = await desk.getRow(slip.id);
    expect(closed).toMatchObject({ status: 'closed', playSeconds: seconds - 611 });
    expect(closed.theoCents).toBe(theoByHand({ averageBetCents: 12_345, seconds: seconds - 611, ...BLACKJACK }));
    expect(await getSlip(slip.id)).toMatchObject({ status: 'closed', theoCents: closed.theoCents });
  });

  it('of a slip closed while paused ends where the pause began', async () => {
    const { slip } = await desk.seat('roulette', 7501);
    await stack.sql`
      update public.rating_slip set status = 'paused', started_at = now() - interval '2 hours', paused_at = now() - interval '1 hour'
      where id = ${slip.id}`;
    const paused = await getSlip(slip.id);
    const closed = dataOf<SlipResult>(await desk.step(slip.id, 'close'));
    expect(closed).toMatchObject({ endedAt: paused.pausedAt, pausedAt: null, playSeconds: 3600 });
    expect(closed.theoCents).toBe(theoByHand({ averageBetCents: 7501, seconds: 3600, ...ROULETTE }));
  });

  it('of a stretch without a bet is nothing', async () => {
    const { slip } = await desk.seat('blackjack', 0);
    await desk.setBack(slip.id, 3600);
    expect(dataOf(await desk.step(slip.id, 'close'))).toMatchObject({ theoCents: 0 });
  });

  it('does not move when the game’s settings change after opening; the next slip takes the new ones', async () => {
    const { slip } = await desk.seat('baccarat', 10_000);
    await desk.setBack(slip.id, 3600);
    await stack.sql`update public.game_rate set house_edge = 0.5, decisions_per_hour = 200 where game_type = 'baccarat'`;
    try {
      const perHour = theoByHand({ averageBetCents: 10_000, seconds: 3600, decisionsPerHour: 72, edgePer100k: 1200 });
      expect(await getSlip(slip.id)).toMatchObject({ theoPerHourCents: perHour });
      const closed = dataOf<SlipResult>(await desk.step(slip.id, 'close'));
      expect(closed.theoCents).toBe(
        theoByHand({
          averageBetCents: 10_000,
          seconds: closed.playSeconds,
          decisionsPerHour: 72,
          edgePer100k: 1200,
        }),
      );
      expect((await desk.seat('baccarat', 10_000)).slip.theoPerHourCents).toBe(1_000_000);
    } finally {
      await stack.sql`update public.game_rate set house_edge = 0.012, decisions_per_hour = 72 where game_type = 'baccarat'`;
    }
  });
});

describe('a move', () => {
  it('to another seat keeps the clock, the visit and the theo', async () => {
    const { slip, table } = await desk.seat();
    await desk.setBack(slip.id, 1000);
    const moved = dataOf<SlipResult>(await desk.move(slip.id, table.id, 5));
    expect(moved).toMatchObject({ id: slip.id, seat: 5, tableId: table.id, visitId: slip.visitId, status: 'open' });
    expect(moved.playSeconds).toBeGreaterThanOrEqual(1000);
    expect((await getSlip(slip.id)).stretches).toHaveLength(1);
  });

  it('to the seat it is on changes nothing but is no error', async () => {
    const { slip, table } = await desk.seat();
    expect(dataOf(await desk.move(slip.id, table.id, 1))).toMatchObject({ seat: 1, tableId: table.id });
  });

  it('to a table of the same game begins a stretch there, at the pace and edge frozen at open', async () => {
    const { slip, table } = await desk.seat();
    await desk.setBack(slip.id, 1000);
    const other = await desk.addTable('blackjack');
    const moved = dataOf<SlipResult>(await desk.move(slip.id, other.id, 1));
    expect(moved.theoCents).toBe(theoByHand({ averageBetCents: 10_000, seconds: moved.playSeconds, ...BLACKJACK }));
    const { stretches } = await getSlip(slip.id);
    expect(stretches.map(({ tableLabel }) => tableLabel)).toEqual([table.label, other.label]);
  });

  it('to another game banks the theo so far; the rest is rated at the new game and the bet in force', async () => {
    const { slip } = await desk.seat('blackjack', 10_000);
    await desk.setBack(slip.id, 3600);
    const roulette = await desk.addTable('roulette');
    const moved = dataOf<SlipResult>(await desk.move(slip.id, roulette.id, 2));
    const first = { averageBetCents: 10_000, seconds: moved.playSeconds, ...BLACKJACK };
    expect(moved).toMatchObject({ gameType: 'roulette', theoCents: theoByHand(first) });

    await desk.setBack(slip.id, 900);
    const changed = dataOf<SlipResult>(await desk.setAverageBet(slip.id, 33_333));
    await desk.setBack(slip.id, 1800);
    const closed = dataOf<SlipResult>(await desk.step(slip.id, 'close'));
    const second = { averageBetCents: 10_000, seconds: changed.playSeconds - moved.playSeconds, ...ROULETTE };
    const third = { averageBetCents: 33_333, seconds: closed.playSeconds - changed.playSeconds, ...ROULETTE };
    expect(third.seconds).toBeGreaterThanOrEqual(1800);
    expect(closed.theoCents).toBe(theoByHand(first, second, third));
  });

  it('there and back banks each stretch at its own game', async () => {
    const { slip, table } = await desk.seat('blackjack', 10_000);
    const roulette = await desk.addTable('roulette');
    await desk.setBack(slip.id, 1000);
    const there = dataOf<SlipResult>(await desk.move(slip.id, roulette.id, 1));
    await desk.setBack(slip.id, 2000);
    const back = dataOf<SlipResult>(await desk.move(slip.id, table.id, 1));
    await desk.setBack(slip.id, 3000);
    const closed = dataOf<SlipResult>(await desk.step(slip.id, 'close'));
    const rate = (seconds: number, game: typeof ROULETTE) => ({ averageBetCents: 10_000, seconds, ...game });
    expect(closed.theoCents).toBe(
      theoByHand(
        rate(there.playSeconds, BLACKJACK),
        rate(back.playSeconds - there.playSeconds, ROULETTE),
        rate(closed.playSeconds - back.playSeconds, BLACKJACK),
      ),
    );
  });

  it('of a paused slip leaves it paused', async () => {
    const { slip, table } = await desk.seat();
    const { pausedAt } = dataOf<SlipResult>(await desk.step(slip.id, 'pause'));
    expect(dataOf(await desk.move(slip.id, table.id, 4))).toMatchObject({ status: 'paused', pausedAt, seat: 4 });
  });

  it('frees the seat it left', async () => {
    const { slip, table } = await desk.seat();
    await desk.move(slip.id, table.id, 2);
    const next = await desk.enrol();
    expect((await desk.open({ playerId: next.id, tableId: table.id, seat: 1 })).status).toBe(201);
  });
});

describe('closing', () => {
  it('emits one rating_slip.closed with the theo and the frozen snapshot, under the caller’s correlation id', async () => {
    const { slip, player } = await desk.seat('blackjack', 10_000);
    await desk.setBack(slip.id, 3600);
    const correlationId = newId();
    const answer = await stack.http(PIT_BOSS, 'POST', `/rating-slips/${slip.id}/close`, {
      key: newId(),
      headers: { 'x-correlation-id': correlationId },
    });
    const { theoCents, playSeconds } = dataOf<SlipResult>(answer);
    const events = await stack.sql`
      select event_type, player_id, payload from public.loyalty_outbox
      where correlation_id = ${correlationId} and event_type like 'rating_slip.%'`;
    expect(events).toMatchObject([
      {
        event_type: 'rating_slip.closed',
        player_id: player.id,
        payload: {
          id: slip.id,
          theo_cents: theoCents,
          play_seconds: playSeconds,
          paused_seconds: 0,
          policy_snapshot: { game_type: 'blackjack', house_edge: 0.01, decisions_per_hour: 70 },
        },
      },
    ]);
  });

  it('frees the seat, and lets the visit end', async () => {
    const { slip, table } = await desk.seat();
    await desk.step(slip.id, 'close');
    const next = await desk.enrol();
    expect((await desk.open({ playerId: next.id, tableId: table.id })).status).toBe(201);
    const ended = await desk.endVisit(slip.visitId);
    expect(ended.status).toBe(201);
    expect(dataOf<{ endedAt: string | null }>(ended).endedAt).not.toBeNull();
  });
});

/** Every step, with a first call, a call of the same key for something else, and what moves the world on afterwards. */
type Act = (key: string) => Promise<Answer>;
type Prepared = { act: Act; other: Act; moveOn: () => Promise<unknown> };

async function prepareLive(make: (seated: Awaited<ReturnType<FloorDesk['seat']>>) => Omit<Prepared, 'moveOn'>) {
  const seated = await desk.seat();
  return { ...make(seated), moveOn: () => desk.step(seated.slip.id, 'close') };
}

const STEPS: [name: string, action: string, prepare: () => Promise<Prepared>][] = [
  [
    'start visit',
    'floor.start_visit',
    async () => {
      const player = await desk.enrol();
      return {
        act: (key) => desk.post('/visits', { playerId: player.id }, key),
        other: (key) => desk.post('/visits', { playerId: player.id, kind: 'unrated' }, key),
        moveOn: async () => {
          const profile = dataOf<{ openVisitId: string }>(await stack.http(PIT_BOSS, 'GET', `/players/${player.id}`));
          await desk.endVisit(profile.openVisitId);
        },
      };
    },
  ],
  [
    'end visit',
    'floor.end_visit',
    async () => {
      const player = await desk.enrol();
      const [visit, table] = [await desk.checkIn(player.id), await desk.addTable()];
      return {
        act: (key) => desk.endVisit(visit.id, key),
        other: (key) => desk.endVisit(newId(), key),
        moveOn: () => desk.open({ playerId: player.id, tableId: table.id }),
      };
    },
  ],
  [
    'open',
    'floor.open_rating_slip',
    async () => {
      const [table, player] = [await desk.addTable(), await desk.enrol()];
      const body = { playerId: player.id, tableId: table.id };
      return {
        act: (key) => desk.open(body, key),
        other: (key) => desk.open({ ...body, seat: 2 }, key),
        moveOn: async () => {
          const [slip] = await stack.sql<
            { id: string }[]
          >`select id from public.rating_slip where player_id = ${player.id}`;
          await desk.step(slip?.id ?? '', 'close');
          await stack.sql`update public.gaming_table set status = 'closed' where id = ${table.id}`;
        },
      };
    },
  ],
  [
    'pause',
    'floor.pause_rating_slip',
    () =>
      prepareLive(({ slip }) => ({
        act: (key) => desk.step(slip.id, 'pause', key),
        other: (key) => desk.step(slip.id, 'resume', key),
      })),
  ],
  [
    'resume',
    'floor.resume_rating_slip',
    async () => {
      const { slip } = await desk.seat();
      await desk.step(slip.id, 'pause');
      return {
        act: (key) => desk.step(slip.id, 'resume', key),
        other: (key) => desk.step(slip.id, 'pause', key),
        moveOn: () => desk.step(slip.id, 'close'),
      };
    },
  ],
  [
    'average bet',
    'floor.update_average_bet',
    () =>
      prepareLive(({ slip }) => ({
        act: (key) => desk.setAverageBet(slip.id, 777, key),
        other: (key) => desk.setAverageBet(slip.id, 778, key),
      })),
  ],
  [
    'move',
    'floor.move_rating_slip',
    () =>
      prepareLive(({ slip, table }) => ({
        act: (key) => desk.move(slip.id, table.id, 3, key),
        other: (key) => desk.move(slip.id, table.id, 4, key),
      })),
  ],
  [
    'close',
    'floor.close_rating_slip',
    async () => {
      const { slip } = await desk.seat();
      return {
        act: (key) => desk.step(slip.id, 'close', key),
        other: (key) => desk.step(newId(), 'close', key),
        moveOn: () => desk.endVisit(slip.visitId),
      };
    },
  ],
];

describe.each(STEPS)('the step "%s"', (_, action, prepare) => {
  it('answers a replay with the original, also after the world has moved on, and writes nothing', async () => {
    const { act, moveOn } = await prepare();
    const key = newId();
    const first = await act(key);
    expect(first.status).toBe(201);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    await moveOn();
    const before = await floorSnapshot(stack.sql);
    const replay = await act(key);
    expect(replay.status).toBe(200);
    expect(replay.headers.get('idempotency-replayed')).toBe('true');
    expect(dataOf(replay)).toEqual({ ...dataOf<object>(first), isExisting: true });
    expect(await floorSnapshot(stack.sql)).toEqual(before);
  });

  it('refuses its key for another request', async () => {
    const { act, other } = await prepare();
    const key = newId();
    expect((await act(key)).status).toBe(201);
    const refused = await desk.expectRefused('IDEMPOTENCY_KEY_REUSED', () => other(key));
    expect(refused.status).toBe(422);
  });

  it('leaves one audit row with who acted and the answer', async () => {
    const { act } = await prepare();
    const key = newId();
    const answer = await act(key);
    await act(key);
    const rows = await stack.sql`
      select a.action, a.domain, a.outcome, a.correlation_id, a.after ->> 'id' as entity, s.email
      from public.audit_log a join public.staff s on s.casino_id = a.casino_id and s.id = a.staff_id
      where a.idempotency_key = ${key}`;
    expect(rows).toEqual([
      {
        action,
        domain: 'floor',
        outcome: 'done',
        correlation_id: answer.headers.get('x-correlation-id'),
        entity: dataOf<{ id: string }>(answer).id,
        email: PIT_BOSS,
      },
    ]);
    const [under] = await stack.sql`
      select count(*)::int as rows from public.audit_log where correlation_id = ${answer.headers.get('x-correlation-id')}`;
    expect(under?.rows).toBe(1);
  });
});
