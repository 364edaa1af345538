import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { ClosedSlipResult, PlayerVisit, SlipDetail, SlipResult, VisitResult } from '@/services/floor/dtos';
import { PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createFloorDesk, dataOf, type FloorDesk } from './floor-desk';

let stack: TestStack;
let desk: FloorDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createFloorDesk(stack);
});
afterAll(() => stack.dispose());

const HOUR = 3600;
const post = (path: string, body: object) => desk.post(path, body);
const close = async (slipId: string, body: object = {}): Promise<ClosedSlipResult> =>
  dataOf(await post(`/rating-slips/${slipId}/close`, body));
const getSlip = async (slipId: string): Promise<SlipDetail> =>
  dataOf(await stack.http(PIT_BOSS, 'GET', `/rating-slips/${slipId}`));

async function rowOf(slipId: string) {
  const [row] =
    await stack.sql`select status, accrual_status, theo_cents::int from public.rating_slip where id = ${slipId}`;
  return row;
}

/** The worker, which belongs to no casino. */
const endVisits = () => stack.rpc('service', 'rpc_worker_end_visits', {});

describe('a bet above the maximum of the table', () => {
  it('is refused until somebody confirms it, and then the slip says so', async () => {
    const { slip, table } = await desk.seat('blackjack', 5_000);
    const [limits] = await stack.sql<{ max: number }[]>`
      select max_bet_cents::int as max from public.gaming_table where id = ${table.id}`;
    const max = limits?.max ?? 0;
    const refused = await desk.expectRefused('BET_ABOVE_MAXIMUM', () => desk.setAverageBet(slip.id, max + 1));
    expect(refused.body.details).toEqual({ averageBetCents: max + 1, maxBetCents: max, tableLabel: table.label });
    expect((await desk.setAverageBet(slip.id, max)).status).toBe(201);
    dataOf<SlipResult>(await desk.setAverageBet(slip.id, max + 1, undefined, { confirmAboveMaximum: true }));
    const { stretches, averageBetCents } = await getSlip(slip.id);
    expect(averageBetCents).toBe(max + 1);
    expect(stretches.at(-1)).toMatchObject({ confirmedAboveMaximumCents: max });
  });

  it('is refused also where a correction rates play at a table that the slip has left', async () => {
    const { slip } = await desk.seat('blackjack', 1_000);
    const low = await desk.addTable('blackjack');
    const high = await desk.addTable('blackjack');
    await stack.sql`update public.gaming_table set min_bet_cents = 100, max_bet_cents = 10_000 where id = ${low.id}`;
    await stack.sql`update public.gaming_table set min_bet_cents = 100, max_bet_cents = 1_000_000 where id = ${high.id}`;
    await desk.move(slip.id, low.id, 1);
    await desk.setBack(slip.id, 3 * HOUR);
    await desk.move(slip.id, high.id, 1);
    const replace = (confirm = {}) =>
      desk.setAverageBet(slip.id, 50_000, undefined, { replacesLast: true, ...confirm });
    const refused = await desk.expectRefused('BET_ABOVE_MAXIMUM', () => replace());
    expect(refused.body.details).toMatchObject({ maxBetCents: 10_000, tableLabel: low.label });
    expect((await replace({ confirmAboveMaximum: true })).status).toBe(201);
    const { stretches } = await getSlip(slip.id);
    expect(stretches.map((stretch) => stretch.confirmedAboveMaximumCents)).toContain(10_000);
    // From now on it is this table's limit that counts.
    expect((await desk.setAverageBet(slip.id, 60_000)).status).toBe(201);
  });

  it('is refused also when the player is seated, and when moved to a table with a lower maximum', async () => {
    const { slip } = await desk.seat('blackjack', 5_000);
    const low = await desk.addTable('blackjack');
    await stack.sql`update public.gaming_table set min_bet_cents = 100, max_bet_cents = 1000 where id = ${low.id}`;
    await desk.expectRefused('BET_ABOVE_MAXIMUM', () => desk.move(slip.id, low.id, 1));
    const player = await desk.enrol();
    const seating = { playerId: player.id, tableId: low.id, seat: 2, averageBetCents: 1_001 };
    await desk.expectRefused('BET_ABOVE_MAXIMUM', () => post('/rating-slips', seating));
    const seated = await post('/rating-slips', { ...seating, confirmAboveMaximum: true });
    expect(seated.status).toBe(201);
    const moved = await post(`/rating-slips/${slip.id}/move`, { tableId: low.id, seat: 1, confirmAboveMaximum: true });
    expect(moved.status).toBe(201);
  });
});

describe('a slip that was forgotten', () => {
  it('is closed where play ended: what came after earns nothing', async () => {
    const { slip } = await desk.seat('blackjack', 10_000);
    await desk.setBack(slip.id, 5 * HOUR);
    const { startedAt } = await getSlip(slip.id);
    // A millisecond more: the answer leaves out the microseconds of the start.
    const endedAt = new Date(Date.parse(startedAt) + 2 * HOUR * 1000 + 1).toISOString();
    const closed = await close(slip.id, { endedAt });
    expect(closed).toMatchObject({ endedAt, playSeconds: 2 * HOUR });
    // $100 x 70 an hour x 2 hours x 1 %.
    expect(closed.theoCents).toBe(14_000);
    expect(closed.accrual).toMatchObject({ status: 'posted', points: 1_400 });
  });

  it('is not closed before it began, nor in the future', async () => {
    const { slip } = await desk.seat();
    await desk.setBack(slip.id, HOUR);
    const { startedAt } = await getSlip(slip.id);
    for (const at of [Date.parse(startedAt) - 1_000, Date.now() + HOUR * 1000]) {
      const endedAt = new Date(at).toISOString();
      const refused = await desk.expectRefused('VALIDATION_FAILED', () =>
        post(`/rating-slips/${slip.id}/close`, { endedAt }),
      );
      expect(refused.body.details).toMatchObject({ fields: { endedAt: expect.any(String) } });
    }
  });

  it('of a visit that nobody ended is closed by the house and held, and paid by nobody but a manager', async () => {
    const { slip, player } = await desk.seat('blackjack', 10_000);
    const days = '5 days';
    await stack.sql`
      update public.visit set started_at = started_at - ${days}::interval where id = ${slip.visitId}`;
    await stack.sql`
      update public.rating_slip set started_at = started_at - ${days}::interval,
        bet_entry = jsonb_set(bet_entry, '{at}', to_jsonb(now() - ${days}::interval + interval '1 hour'))
      where id = ${slip.id}`;
    expect(await endVisits()).toMatchObject({ body: { failed: 0 } });
    expect(await rowOf(slip.id)).toMatchObject({ status: 'closed', accrual_status: 'held' });
    const visits = dataOf<{ items: PlayerVisit[] }>(
      await stack.http(PIT_BOSS, 'GET', `/players/${player.id}/visits`),
    ).items;
    expect(visits[0]).toMatchObject({ id: slip.visitId, heldSlipIds: [slip.id], endedAt: expect.any(String) });
    await desk.expectRefused('SLIP_HELD', () => post('/loyalty/accruals', { ratingSlipId: slip.id }));
    const settled = await stack.http('loyalty@harbor.example', 'POST', `/rating-slips/${slip.id}/settle`, {
      body: { note: 'Seen by the shift manager' },
      key: newId(),
    });
    expect(settled).toMatchObject({
      status: 201,
      body: { data: { entry: { reason: 'session_accrual', points: 700 } } },
    });
  });
});

describe('a visit that is not rated', () => {
  it('earns nothing, and the answer says why', async () => {
    const player = await desk.enrol();
    const visit = dataOf<VisitResult>(await post('/visits', { playerId: player.id, kind: 'unrated' }));
    const table = await desk.addTable();
    const slip = dataOf<SlipResult>(
      await post('/rating-slips', { visitId: visit.id, tableId: table.id, seat: 1, averageBetCents: 10_000 }),
    );
    await desk.setBack(slip.id, 3 * HOUR);
    const closed = await close(slip.id);
    expect(closed.accrual).toMatchObject({ status: 'none', why: 'VISIT_UNRATED', points: 0 });
  });
});

describe('somebody too young', () => {
  const born = async (years: number, days: number) => {
    const [row] = await stack.sql<{ day: string }[]>`
      select ((now() at time zone s.time_zone)::date - make_interval(years => ${years}) + make_interval(days => ${days}))::date::text as day
      from public.casino_settings s join public.casino c on c.id = s.casino_id where c.slug = 'harbor'`;
    return row?.day ?? '';
  };
  const enrol = (birthDate: string) => post('/players', { firstName: 'Ada', lastName: `Of ${newId()}`, birthDate });

  it('is not enrolled on the eve of the birthday, and is on the day', async () => {
    const birthDate = await born(21, 1);
    const refused = await desk.expectRefused('VALIDATION_FAILED', () => enrol(birthDate));
    expect(refused.body.details).toMatchObject({ fields: { birthDate: 'A player must be at least 21 years old.' } });
    expect((await enrol(await born(21, 0))).status).toBe(201);
  });

  it('is not born yet, and is told so where the casino has no minimum age', async () => {
    await stack.sql`update public.casino_settings set minimum_age_years = 0`;
    for (const days of [1, 5]) {
      const refused = await desk.expectRefused('VALIDATION_FAILED', async () => enrol(await born(0, days)));
      expect(refused.body.details).toMatchObject({
        fields: { birthDate: 'Give a birth date that is past, and not before 1900.' },
      });
    }
    expect((await enrol(await born(0, 0))).status).toBe(201);
    await stack.sql`update public.casino_settings set minimum_age_years = 21`;
  });

  it('born on 29 February comes of age on 1 March of a common year, and on the day of a leap year', async () => {
    const aged = async (birthDate: string, years: number, on: string) => {
      const [row] = await stack.sql<{ aged: boolean }[]>`select app.is_aged(${birthDate}, ${years}, ${on}) as aged`;
      return row?.aged;
    };
    expect(await aged('2008-02-29', 21, '2029-02-28')).toBe(false);
    expect(await aged('2008-02-29', 21, '2029-03-01')).toBe(true);
    expect(await aged('2008-02-29', 20, '2028-02-28')).toBe(false);
    expect(await aged('2008-02-29', 20, '2028-02-29')).toBe(true);
    expect(await aged('2007-03-01', 21, '2028-02-29')).toBe(false);
    expect(await aged('2007-02-28', 21, '2028-02-28')).toBe(true);
  });
});

describe('a clock that was set back', () => {
  it('is no error: a pause, a start and a visit of the future end now', async () => {
    const { slip } = await desk.seat('blackjack', 10_000);
    dataOf(await desk.step(slip.id, 'pause'));
    await stack.sql`
      update public.rating_slip set started_at = now() + interval '1 hour', paused_at = now() + interval '2 hours' where id = ${slip.id}`;
    await stack.sql`update public.visit set started_at = now() + interval '1 hour' where id = ${slip.visitId}`;
    for (const step of ['resume', 'pause', 'resume', 'close'] as const) {
      expect((await desk.step(slip.id, step)).status).toBe(201);
    }
    expect((await desk.endVisit(slip.visitId)).status).toBe(201);
    expect(await rowOf(slip.id)).toMatchObject({ status: 'closed', theo_cents: 0 });
  });
});
