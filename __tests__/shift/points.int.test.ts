import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PointFigures } from '@/services/shift/dtos';
import { type CatalogDesk, createCatalogDesk } from '../catalog/catalog-desk';
import { dataOf } from '../floor/floor-desk';
import { liftRewardRate } from '../support/ledger';
import { ADMIN, OTHER_PIT_BOSS, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createShiftDesk, type ShiftDesk } from './shift-desk';

let stack: TestStack;
let desk: ShiftDesk;
let catalog: CatalogDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createShiftDesk(stack);
  catalog = createCatalogDesk(stack);
  await liftRewardRate(stack.sql);
});
afterAll(() => stack.dispose());

/** What some steps changed of the points of the day. */
async function changedBy(act: () => Promise<unknown>, as = PIT_BOSS): Promise<Partial<PointFigures>> {
  const before = (await desk.dashboard({}, as)).points;
  await act();
  const after = (await desk.dashboard({}, as)).points;
  // Money beside points is looked at where point values are.
  const names = (Object.keys(after) as (keyof PointFigures)[]).filter((name) => !name.endsWith('Cents'));
  return Object.fromEntries(
    names.filter((name) => after[name] !== before[name]).map((name) => [name, after[name] - before[name]]),
  );
}

/** An entry of the day before yesterday, or of so many days back, of a new player. */
async function givenEarlier(points: number, daysBack = 2): Promise<string> {
  const { slip, player } = await catalog.floor.seat();
  const [row] = await stack.sql<{ id: string }[]>`
    select (app.post_ledger_entry(row(s.casino_id, s.id, s.role, app.uuid_v7(), app.gaming_day(s.casino_id))::app.rls_context,
      jsonb_populate_record(null::public.loyalty_ledger, jsonb_build_object('player_id', ${player.id}::uuid, 'points', ${points}::int,
        'reason', 'promotion', 'visit_id', ${slip.visitId}::uuid, 'rating_slip_id', ${slip.id}::uuid,
        'created_at', app.gaming_day_start(s.casino_id, app.gaming_day(s.casino_id) - ${daysBack}::int) + interval '1 hour',
        'idempotency_key', app.uuid_v7(), 'request_hash', '\\x00')))).id
    from public.staff s where s.email = ${PIT_BOSS}`;
  return row?.id ?? '';
}

const net = (points: PointFigures) =>
  points.bonusPoints +
  points.accruedPoints -
  points.takenBackPoints -
  points.redeemedPoints +
  points.returnedPoints +
  points.correctedPoints;

describe('the points of a shift', () => {
  it('are what was given by hand, and what was taken back of it, apart', async () => {
    const { slip } = await catalog.floor.seat();
    expect(await changedBy(() => catalog.loyalty.given(slip.id, 300))).toEqual({
      bonusPoints: 300,
      bonusCount: 1,
      outstandingPoints: 300,
      outstandingPlayers: 1,
    });
    const entry = await catalog.loyalty.given(slip.id, 50);
    expect(await changedBy(async () => dataOf(await catalog.loyalty.reverse(entry.id)))).toEqual({
      takenBackPoints: 50,
      outstandingPoints: -50,
    });
  });

  it('count what takes back at its own time, also what was given on an earlier day, and what reinstates it against that', async () => {
    let entry = '';
    expect(
      await changedBy(async () => {
        entry = await givenEarlier(40);
      }),
    ).toEqual({ outstandingPoints: 40, outstandingPlayers: 1 });
    let reversal = '';
    expect(
      await changedBy(async () => {
        reversal = dataOf<{ entry: { id: string } }>(await catalog.loyalty.reverse(entry)).entry.id;
      }),
    ).toEqual({ takenBackPoints: 40, outstandingPoints: -40, outstandingPlayers: -1 });
    expect(await changedBy(async () => dataOf(await catalog.loyalty.reverse(reversal)))).toEqual({
      takenBackPoints: -40,
      outstandingPoints: 40,
      outstandingPlayers: 1,
    });
  });

  it('are what play earned, what comps took and gave back, and what was corrected up and down', async () => {
    const { slip } = await catalog.loyalty.play(3600);
    const closing = await changedBy(() => catalog.loyalty.close(slip.id));
    expect(closing).toEqual({
      accruedPoints: expect.any(Number),
      outstandingPoints: closing.accruedPoints,
      outstandingPlayers: 1,
    });
    expect(closing.accruedPoints).toBeGreaterThan(0);

    const { playerId, visitId } = await catalog.enrolOnVisit(500);
    const comp = await catalog.addComp(100);
    let redemption = '';
    expect(
      await changedBy(async () => {
        redemption = (await catalog.redeemed(comp.id, { playerId, visitId })).entry.id;
      }),
    ).toEqual({ redeemedPoints: 100, redeemedCount: 1, outstandingPoints: -100 });
    expect(await changedBy(async () => dataOf(await catalog.loyalty.reverse(redemption)))).toEqual({
      returnedPoints: 100,
      outstandingPoints: 100,
    });
    expect(await changedBy(async () => dataOf(await catalog.loyalty.correct(playerId, -30)))).toEqual({
      correctedPoints: -30,
      outstandingPoints: -30,
    });
  });

  it('are those of one casino', async () => {
    const { slip } = await catalog.floor.seat();
    expect(await changedBy(() => catalog.loyalty.given(slip.id, 300), OTHER_PIT_BOSS)).toEqual({});
  });

  it('of each day come to what the entries of the day changed the balances by, and the shifts come to the day', async () => {
    for (const daysBack of [0, 1, 2, 5]) {
      const gamingDay = await desk.gamingDay(daysBack);
      const day = await desk.dashboard({ gamingDay });
      const [by] = await stack.sql<{ hand: number; posted: number }[]>`
        select coalesce(sum(e.points), 0)::int as posted,
          coalesce(sum(e.points) filter (where e.reason in ('mid_session_bonus', 'supervisor_discretion', 'promotion')), 0)::int
            as hand
        from public.loyalty_ledger e join public.casino c on c.id = e.casino_id and c.slug = 'harbor'
        where e.created_at >= app.gaming_day_start(c.id, ${gamingDay}::date)
          and e.created_at < app.gaming_day_start(c.id, ${gamingDay}::date + 1)`;
      expect([net(day.points), day.points.bonusPoints]).toEqual([by?.posted, by?.hand]);
      const shifts = await Promise.all(day.shifts.map(({ id }) => desk.dashboard({ gamingDay, shiftId: id })));
      const sums = (name: keyof PointFigures) => shifts.reduce((sum, { points }) => sum + points[name], 0);
      for (const name of ['bonusPoints', 'bonusCount', 'accruedPoints', 'redeemedPoints', 'redeemedCount'] as const)
        expect(sums(name), name).toBe(day.points[name]);
    }
  });

  it('of a day without shifts are those of the day: a house that has set none up has points all the same', async () => {
    await givenEarlier(700, 40);
    const patterns = await stack.sql`select * from public.shift_pattern`;
    await stack.sql`delete from public.shift_pattern`;
    const day = await desk.dashboard({ gamingDay: await desk.gamingDay(40) });
    await stack.sql`insert into public.shift_pattern ${stack.sql(patterns)}`;
    expect(day.shifts).toEqual([]);
    expect([day.points.bonusPoints, net(day.points)]).toEqual([700, 700]);
  });

  it('outstanding are the balances above zero: one below is no less owed to the others', async () => {
    const playerId = await catalog.enrol();
    const up = dataOf<{ entry: { id: string } }>(await catalog.loyalty.correct(playerId, 70)).entry;
    dataOf(await catalog.loyalty.correct(playerId, -30));
    expect(await changedBy(async () => dataOf(await catalog.loyalty.reverse(up.id)))).toEqual({
      correctedPoints: -70,
      outstandingPoints: -40,
      outstandingPlayers: -1,
    });
    const [held] = await stack.sql<{ points: number; players: number }[]>`
      select sum(l.balance) filter (where l.balance > 0)::int as points, count(*) filter (where l.balance > 0)::int as players
      from public.player_loyalty l join public.casino c on c.id = l.casino_id and c.slug = 'harbor'`;
    const { points } = await desk.dashboard();
    expect([points.outstandingPoints, points.outstandingPlayers]).toEqual([held?.points, held?.players]);
  });
});

describe('alerts about points', () => {
  const toPlayer = async (playerId: string, gamingDay?: string) =>
    (await desk.alerts('points_to_player', gamingDay)).find(({ entityKey }) => entityKey === playerId);
  const byIssuer = async () => (await desk.alerts('points_by_issuer'))[0];
  afterEach(() => desk.restoreThresholds());

  it('tell of a player who was given much by hand in a day, from the limit on, less what was taken back', async () => {
    const { slip, player } = await catalog.floor.seat();
    const first = await catalog.loyalty.given(slip.id, 2_000);
    await catalog.loyalty.given(slip.id, 499);
    expect(await toPlayer(player.id)).toBeUndefined();
    await catalog.loyalty.given(slip.id, 1, { as: ADMIN });
    const name = `${player.firstName} ${player.lastName}`;
    expect(await toPlayer(player.id)).toMatchObject({
      severity: 'warn',
      value: 2_500,
      threshold: 2_500,
      unit: 'points',
      entity: { type: 'player', id: player.id, label: name },
      message: `${name} was given 2,500 points by hand in 3 bonuses by 2 people; from 2,500 on this is an alert.`,
    });
    expect(await toPlayer(player.id, await desk.gamingDay(1))).toBeUndefined();
    dataOf(await catalog.loyalty.reverse(first.id));
    expect(await toPlayer(player.id)).toBeUndefined();
  });

  it('leave out what play earned and what was corrected', async () => {
    const playerId = await catalog.enrol(50_000);
    expect(await toPlayer(playerId)).toBeUndefined();
  });

  it('tell who gave most of a day’s points, once enough were given, and call again when it has grown', async () => {
    const { slip } = await catalog.floor.seat();
    await catalog.loyalty.given(slip.id, 1_000);
    await desk.changeThresholds({ pointsByIssuer: { minPoints: 1_000_000 } });
    expect(await byIssuer()).toMatchObject({
      severity: 'none',
      readinessText: 'too few',
      message: expect.stringContaining('too few to tell, it takes 1,000,000.'),
    });
    await desk.changeThresholds({ pointsByIssuer: { minPoints: 1, warnPercent: 100 } });
    expect(await byIssuer()).toMatchObject({ severity: 'none', readinessText: null });

    await desk.changeThresholds({ pointsByIssuer: { minPoints: 1, warnPercent: 50 } });
    const [by] = await stack.sql<{ most: number; points: number }[]>`
      with given as (
        select e.staff_id, sum(e.points) as points from public.loyalty_ledger e
        join public.casino c on c.id = e.casino_id and c.slug = 'harbor'
        where e.created_at >= app.gaming_day_start(c.id, app.gaming_day(c.id)) and e.staff_id is not null
          and e.reason in ('mid_session_bonus', 'supervisor_discretion', 'promotion')
          and not exists (select from public.loyalty_ledger back where back.reversed_entry_id = e.id)
        group by e.staff_id
      )
      select max(points)::int as most, sum(points)::int as points from given`;
    const alert = await byIssuer();
    expect(alert).toMatchObject({
      severity: 'warn',
      unit: 'percent',
      entity: { type: 'casino' },
      details: { points: by?.points, mostPoints: by?.most, staffName: 'Harbor Pit Boss' },
    });
    expect(alert?.value).toBeCloseTo((100 * (by?.most ?? 0)) / (by?.points ?? 1), 2);

    const gamingDay = await desk.gamingDay();
    dataOf(await desk.acknowledge({ gamingDay, kind: 'points_by_issuer', entityKey: 'casino' }));
    expect((await byIssuer())?.acknowledgement).not.toBeNull();
    const more = await catalog.floor.seat();
    await catalog.loyalty.given(more.slip.id, Math.ceil((by?.most ?? 0) / 4));
    expect(await byIssuer()).toMatchObject({ acknowledgement: null, isFiring: true });
  });

  it('are about one casino', async () => {
    const { slip, player } = await catalog.floor.seat();
    await catalog.loyalty.given(slip.id, 3_000);
    expect(await toPlayer(player.id)).toBeDefined();
    const foreign = await desk.alerts('points_to_player', undefined, OTHER_PIT_BOSS);
    expect(foreign.find(({ entityKey }) => entityKey === player.id)).toBeUndefined();
  });
});
