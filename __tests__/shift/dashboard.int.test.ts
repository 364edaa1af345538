import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { Shift, ShiftDashboard, TableCountResult } from '@/services/shift/dtos';
import { createFloorDesk, dataOf, type FloorDesk } from '../floor/floor-desk';
import { SEED } from '../support/seed';
import { OTHER_PIT_BOSS, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createShiftDesk, FIGURES, type ShiftDesk, shiftSnapshot } from './shift-desk';

let stack: TestStack;
let floor: FloorDesk;
let desk: ShiftDesk;
let today: string;
let shifts: Shift[];

beforeAll(async () => {
  stack = await startTestStack();
  floor = createFloorDesk(stack);
  desk = createShiftDesk(stack);
});
// Each test looks anew: the day or the shift may have changed since the one before it.
beforeEach(async () => {
  ({ gamingDay: today, shifts } = await desk.dashboard());
});
afterAll(() => stack.dispose());

const shiftOf = (name: string): string => {
  const shift = shifts.find((one) => one.name === name);
  if (!shift) throw new Error(`There is no shift ${name}.`);
  return shift.id;
};

/** The other casino's shifts stay: its day begins hours earlier, so that its shifts of today, which have counts, may be of this date. */
async function unplanFrom(gamingDay: string): Promise<void> {
  await stack.sql`delete from public.shift s using public.casino c
    where c.id = s.casino_id and c.slug = 'harbor' and s.gaming_day >= ${gamingDay}::date`;
}

type Window = { name: string; startsAt: Date; endsAt: Date; dayStart: Date; dayEnd: Date };

async function windows(gamingDay: string, casino = 'harbor'): Promise<Window[]> {
  return stack.sql<Window[]>`
    select s.name, s.starts_at as "startsAt", s.ends_at as "endsAt", app.gaming_day_start(c.id, ${gamingDay}::date) as "dayStart",
      app.gaming_day_start(c.id, ${gamingDay}::date + 1) as "dayEnd"
    from public.casino c cross join lateral app.shifts_of_day(c.id, ${gamingDay}::date) s
    where c.slug = ${casino} order by s.starts_at`;
}

/** The shifts cover the day once: first start, every seam, last end. */
function expectTiles(day: Window[], about: string): void {
  expect(day.length, about).toBeGreaterThan(0);
  const edges = [day[0]?.dayStart, ...day.map(({ endsAt }) => endsAt)];
  expect(
    day.map(({ startsAt }) => startsAt),
    about,
  ).toEqual(edges.slice(0, -1));
  expect(day.at(-1)?.endsAt, about).toEqual(day[0]?.dayEnd);
}

const hoursOf = ({ startsAt, endsAt }: Window) => (endsAt.getTime() - startsAt.getTime()) / 3_600_000;

describe('the shifts of a gaming day', () => {
  it.each([
    ['an ordinary day', 'harbor', '2026-07-10', [8, 8, 8]],
    ['the day that New York skips an hour of', 'harbor', '2026-03-07', [8, 8, 7]],
    ['the day that New York has an hour twice of', 'harbor', '2026-10-31', [8, 8, 9]],
    ['the day that London skips an hour of', 'summit', '2026-03-28', [8, 8, 7]],
    ['the day that London has an hour twice of', 'summit', '2026-10-24', [8, 8, 9]],
  ] as const)('tile %s', async (_, casino, gamingDay, hours) => {
    const day = await windows(gamingDay, casino);
    expectTiles(day, gamingDay);
    expect(day.map(({ name }) => name)).toEqual(['Day', 'Swing', 'Grave']);
    expect(day.map(hoursOf)).toEqual(hours);
  });

  it(`tile any day with any pattern, also one that begins in the hour the clocks skip (seed ${SEED})`, async () => {
    const minutes = fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15);
    const patterns = fc.sample(fc.uniqueArray(minutes, { minLength: 1, maxLength: 6 }), { numRuns: 25, seed: SEED });
    await stack.sql
      .begin(async (sql) => {
        for (const pattern of [[120, 135, 150, 165, 180], ...patterns]) {
          await sql`delete from public.shift_pattern`;
          for (const start of pattern) {
            await sql`insert into public.shift_pattern (casino_id, name, starts_at_local)
              select id, ${`S${start}`}, time '00:00' + make_interval(mins => ${start}) from public.casino where slug = 'harbor'`;
          }
          for (const day of ['2026-03-07', '2026-03-08', '2026-10-31', '2026-11-01', '2026-06-15']) {
            const tiles = await sql<Window[]>`
              select s.name, s.starts_at as "startsAt", s.ends_at as "endsAt", app.gaming_day_start(c.id, ${day}::date) as "dayStart",
                app.gaming_day_start(c.id, ${day}::date + 1) as "dayEnd"
              from public.casino c cross join lateral app.shifts_of_day(c.id, ${day}::date) s where c.slug = 'harbor'`;
            expectTiles(tiles, `${day} with ${pattern}`);
          }
        }
        throw new Error('undo');
      })
      .catch((error: Error) => expect(error.message).toBe('undo'));
  });

  it('are stored a day ahead by the worker, once, and keep their windows when the pattern changes', async () => {
    // Those of today may have counts, in some hours of the day some of them only.
    const tomorrow = await desk.gamingDay(-1);
    await unplanFrom(tomorrow);
    expect(await stack.rpc('service', 'rpc_worker_plan_shifts', {})).toMatchObject({
      status: 200,
      body: { has_more: false, done: expect.any(Number) },
    });
    const stored = await windows(tomorrow);
    await stack.sql`update public.shift_pattern set starts_at_local = '15:00' where name = 'Swing'`;
    expect(await stack.rpc('service', 'rpc_worker_plan_shifts', {})).toMatchObject({ body: { done: 0 } });
    expect(await windows(tomorrow)).toEqual(stored);
    await stack.sql`update public.shift_pattern set starts_at_local = '14:00' where name = 'Swing'`;
    const [audit] = await stack.sql`
      select staff_id, after ->> 'planned' as planned from public.audit_log where action = 'shift.plan_shifts' limit 1`;
    expect(audit).toMatchObject({ staff_id: null, planned: expect.stringMatching(/^\d+$/) });
  });

  it('of a day that nobody planned are shown, and stored by the first count', async () => {
    const gamingDay = await desk.gamingDay(-1);
    await unplanFrom(gamingDay);
    const planned = (await desk.dashboard({ gamingDay })).shifts;
    expect(planned.map(({ name, isCurrent }) => [name, isCurrent])).toEqual([
      ['Day', false],
      ['Swing', false],
      ['Grave', false],
    ]);
    const table = await floor.addTable();
    const answer = await desk.record({ tableId: table.id, shiftId: planned[1]?.id, ...FIGURES });
    expect(answer.status).toBe(201);
    expect((await desk.dashboard({ gamingDay })).shifts).toEqual(planned);
  });
});

type Row = {
  pitId: string;
  status: string;
  opening: bigint;
  closing: bigint | null;
  fills: bigint;
  credits: bigint;
  drop: bigint;
};

/** Percent with two decimals, half away from zero, in whole numbers. */
function holdByHand(win: bigint, drop: bigint): number | null {
  if (drop === 0n) return null;
  const sign = win < 0n ? -1n : 1n;
  return Number((sign * ((2n * 10_000n * sign * win) / drop + 1n)) / 2n) / 100;
}

function groupByHand(rows: Row[]) {
  const sum = (values: bigint[]) => values.reduce((total, value) => total + value, 0n);
  const counted = rows.filter((row) => row.closing !== null);
  const win = sum(counted.map((row) => row.drop + (row.closing ?? 0n) + row.credits - row.opening - row.fills));
  return {
    dropCents: Number(sum(rows.map(({ drop }) => drop))),
    winCents: counted.length > 0 ? Number(win) : null,
    holdPercent: counted.length > 0 ? holdByHand(win, sum(counted.map(({ drop }) => drop))) : null,
    fillsCents: Number(sum(rows.map(({ fills }) => fills))),
    creditsCents: Number(sum(rows.map(({ credits }) => credits))),
  };
}

async function readRows(gamingDay: string, shiftId?: string): Promise<Row[]> {
  const rows = await stack.sql`
    select t.pit_id, t.status, c.opening_cents, c.closing_cents, c.fills_cents, c.credits_cents, c.drop_cents
    from public.table_count c
    join public.shift s on s.casino_id = c.casino_id and s.id = c.shift_id
    join public.gaming_table t on t.casino_id = c.casino_id and t.id = c.table_id
    join public.casino k on k.id = c.casino_id
    where k.slug = 'harbor' and s.gaming_day = ${gamingDay}::date and s.id = coalesce(${shiftId ?? null}::uuid, s.id)`;
  return rows.map((row) => ({
    pitId: row.pit_id,
    status: row.status,
    opening: BigInt(row.opening_cents),
    closing: row.closing_cents === null ? null : BigInt(row.closing_cents),
    fills: BigInt(row.fills_cents),
    credits: BigInt(row.credits_cents),
    drop: BigInt(row.drop_cents),
  }));
}

function expectDashboard(dashboard: ShiftDashboard, rows: Row[]): void {
  expect(dashboard.casino).toMatchObject(groupByHand(rows));
  for (const pit of dashboard.pits)
    expect(pit).toMatchObject(groupByHand(rows.filter(({ pitId }) => pitId === pit.id)));
}

describe('win and hold', () => {
  it('of every day and shift of the demo are what an independent calculation gives', async () => {
    for (const daysBack of [1, 2, 9]) {
      const gamingDay = await desk.gamingDay(daysBack);
      const day = await desk.dashboard({ gamingDay });
      const rows = await readRows(gamingDay);
      expect(rows.length).toBeGreaterThan(60);
      expectDashboard(day, rows);
      expect(day.casino).toMatchObject({ countedTables: 23 });
      for (const { id } of day.shifts) {
        expectDashboard(await desk.dashboard({ gamingDay, shiftId: id }), await readRows(gamingDay, id));
      }
    }
  });

  it('of one table follow from its figures, and leave out what is not counted yet', async () => {
    const table = await floor.addTable();
    const find = (dashboard: ShiftDashboard) =>
      dashboard.pits.flatMap((pit) => pit.tables).find((one) => one.tableId === table.id);
    const shiftId = shiftOf('Day');
    expect(find(await desk.dashboard({ shiftId }))).toMatchObject({
      version: 0,
      openingCents: null,
      winCents: null,
      dropCents: 0,
    });

    await desk.record({ tableId: table.id, shiftId, ...FIGURES, closingCents: null });
    const open = await desk.dashboard({ shiftId });
    expect(find(open)).toMatchObject({
      version: 1,
      openingCents: 500_000,
      winCents: null,
      holdPercent: null,
      isCounted: false,
    });

    // 300,000 + 420,000 + 30,000 - 500,000 - 100,000
    const counted = dataOf<TableCountResult>(
      await desk.record({ tableId: table.id, shiftId, ...FIGURES, expectedVersion: 1 }),
    );
    expect(counted).toMatchObject({
      isExisting: false,
      winCents: 150_000,
      holdPercent: 50,
      isCounted: true,
      version: 2,
    });
    expect((await desk.dashboard({ shiftId })).casino.countedTables).toBe(open.casino.countedTables + 1);

    await desk.record({
      tableId: table.id,
      shiftId: shiftOf('Swing'),
      ...FIGURES,
      openingCents: 420_000,
      closingCents: null,
    });
    const wholeDay = await desk.dashboard();
    // The drop of the shift that is not counted is shown, and is no part of the hold.
    expect(find(wholeDay)).toMatchObject({
      openingCents: 500_000,
      closingCents: 420_000,
      dropCents: 600_000,
      winCents: 150_000,
      holdPercent: 50,
      version: null,
    });
    expectDashboard(wholeDay, await readRows(today));
  });

  it('are negative when the table lost, and there is no hold without a drop', async () => {
    const table = await floor.addTable();
    const lost = await desk.record({ tableId: table.id, shiftId: shiftOf('Day'), ...FIGURES, closingCents: 0 });
    expect(dataOf<TableCountResult>(lost)).toMatchObject({ winCents: -270_000, holdPercent: -90 });
    const idle = { openingCents: 5, closingCents: 5, fillsCents: 0, creditsCents: 0, dropCents: 0 };
    const nothing = await desk.record({ tableId: table.id, shiftId: shiftOf('Swing'), ...idle });
    expect(dataOf<TableCountResult>(nothing)).toMatchObject({ winCents: 0, holdPercent: null, isCounted: true });
  });
});

describe('recording a count', () => {
  it('keeps what was there before in the audit trail, and answers a replay with what was recorded then', async () => {
    const table = await floor.addTable();
    const body = { tableId: table.id, shiftId: shiftOf('Day'), ...FIGURES };
    const key = newId();
    const first = dataOf<TableCountResult>(await desk.record(body, key));
    const second = await desk.record({ ...body, dropCents: 310_000 });
    const [audit] = await stack.sql`
      select before ->> 'drop_cents' as before, after ->> 'drop_cents' as after from public.audit_log
      where correlation_id = ${second.headers.get('x-correlation-id')}`;
    expect(audit).toEqual({ before: '300000', after: '310000' });
    const replay = await desk.record(body, key);
    expect(replay.status).toBe(200);
    expect(dataOf(replay)).toEqual({ ...first, isExisting: true });
    await desk.expectRefused('IDEMPOTENCY_KEY_REUSED', () => desk.record({ ...body, dropCents: 1 }, key));
  });

  it('by two tablets that saw the same figures is done by one; the other is told', async () => {
    const table = await floor.addTable();
    for (const expectedVersion of [0, 1, 2]) {
      const answers = await Promise.all(
        [1, 2].map((tablet) =>
          desk.record({ tableId: table.id, shiftId: shiftOf('Day'), ...FIGURES, dropCents: tablet, expectedVersion }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
      const refused = answers.find(({ status }) => status === 409);
      expect(refused?.body).toMatchObject({ code: 'COUNT_CHANGED', details: { version: expectedVersion + 1 } });
    }
  });

  it('by twenty at once without a version leaves one row and twenty versions of it', async () => {
    const table = await floor.addTable();
    const body = { tableId: table.id, shiftId: shiftOf('Day'), ...FIGURES };
    const answers = await Promise.all(Array.from({ length: 20 }, () => desk.record(body)));
    expect(answers.map((answer) => dataOf<TableCountResult>(answer).version).sort((one, other) => one - other)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    const rows = await stack.sql`select version from public.table_count where table_id = ${table.id}`;
    expect(rows).toEqual([{ version: 20 }]);
  });

  it('that is refused leaves nothing behind', async () => {
    const table = await floor.addTable();
    const foreign = await floor.addTable('blackjack', { casino: 'summit' });
    const [foreignShift] = (await desk.dashboard({}, OTHER_PIT_BOSS)).shifts;
    const body = { tableId: table.id, shiftId: shiftOf('Day'), ...FIGURES };
    for (const field of ['openingCents', 'closingCents', 'fillsCents', 'creditsCents', 'dropCents']) {
      for (const value of [-1, 1.5, 100_000_000_001, '5']) {
        await desk.expectRefused('VALIDATION_FAILED', () => desk.record({ ...body, [field]: value }));
      }
    }
    for (const tableId of [foreign.id, newId()]) {
      await desk.expectRefused('TABLE_NOT_FOUND', () => desk.record({ ...body, tableId }));
    }
    for (const shiftId of [foreignShift?.id, newId()]) {
      await desk.expectRefused('SHIFT_NOT_FOUND', () => desk.record({ ...body, shiftId }));
    }
    await desk.expectRefused('COUNT_CHANGED', () => desk.record({ ...body, expectedVersion: 1 }));
    for (const account of ['dealer', 'cashier', 'loyalty', 'compliance'] as const) {
      await desk.expectRefused('FORBIDDEN', () => desk.record(body, newId(), `${account}@harbor.example`));
    }
  });

  it('is refused figures below zero or beyond counting by the database too, which says which of the two it is', async () => {
    const table = await floor.addTable();
    const args = {
      p_table_id: table.id,
      p_shift_id: shiftOf('Day'),
      p_opening_cents: 1,
      p_fills_cents: 0,
      p_credits_cents: 0,
    };
    for (const [drop, broken] of [
      [-1, 'zeroOrMore'],
      [null, 'centsBetween'],
      [100_000_000_001, 'tooHigh'],
    ] as const) {
      const answer = await stack.rpc(PIT_BOSS, 'rpc_record_table_count', {
        ...args,
        p_drop_cents: drop,
        p_idempotency_key: newId(),
      });
      expect(answer).toMatchObject({ status: 422, body: { message: 'VALIDATION_FAILED' } });
      expect(JSON.stringify(answer.body)).toContain('dropCents');
      expect(JSON.stringify(answer.body)).toContain(broken);
    }
  });
});

describe('the opening that is proposed', () => {
  const carriedOf = async (tableId: string, shiftName: string, gamingDay = today) => {
    const shift = (await desk.dashboard({ gamingDay })).shifts.find(({ name }) => name === shiftName);
    const { pits } = await desk.dashboard({ gamingDay, shiftId: shift?.id ?? '' });
    return pits.flatMap(({ tables }) => tables).find((table) => table.tableId === tableId)?.carriedOpening;
  };
  const recordIn = async (tableId: string, shiftName: string, gamingDay: string, closingCents: number | null) => {
    const shift = (await desk.dashboard({ gamingDay })).shifts.find(({ name }) => name === shiftName);
    dataOf(await desk.record({ tableId, shiftId: shift?.id, ...FIGURES, closingCents }));
  };

  it('is what the table closed with last, says of when that is, and records nothing', async () => {
    const table = await floor.addTable();
    const yesterday = await desk.gamingDay(1);
    expect(await carriedOf(table.id, 'Day')).toBeNull();
    await recordIn(table.id, 'Swing', yesterday, 111_00);
    await recordIn(table.id, 'Grave', yesterday, 222_00);
    const before = await shiftSnapshot(stack.sql);
    expect(await carriedOf(table.id, 'Day')).toEqual({ cents: 222_00, shiftName: 'Grave', gamingDay: yesterday });
    expect(await carriedOf(table.id, 'Swing')).toEqual({ cents: 222_00, shiftName: 'Grave', gamingDay: yesterday });
    expect(await carriedOf(table.id, 'Grave', yesterday)).toBeNull();
    expect(await shiftSnapshot(stack.sql)).toEqual(before);
    await recordIn(table.id, 'Day', today, 333_00);
    expect(await carriedOf(table.id, 'Day')).toBeNull();
    expect(await carriedOf(table.id, 'Swing')).toEqual({ cents: 333_00, shiftName: 'Day', gamingDay: today });
  });

  it('is none where the count before is not closed yet, nor of a week and a day ago, nor for a whole day', async () => {
    const table = await floor.addTable();
    await recordIn(table.id, 'Day', await desk.gamingDay(7), 111_00);
    expect(await carriedOf(table.id, 'Day')).toMatchObject({ cents: 111_00 });
    await recordIn(table.id, 'Day', today, null);
    expect(await carriedOf(table.id, 'Swing')).toBeNull();
    const whole = (await desk.dashboard()).pits.flatMap(({ tables }) => tables);
    expect(whole.find(({ tableId }) => tableId === table.id)?.carriedOpening).toBeNull();
    const longAgo = await floor.addTable();
    await stack.sql`
      insert into public.shift (casino_id, id, gaming_day, name, starts_at, ends_at)
      select c.id, s.id, s.gaming_day, s.name, s.starts_at, s.ends_at from public.casino c
      cross join lateral app.shifts_of_day(c.id, ${await desk.gamingDay(8)}::date) s where c.slug = 'harbor'
      on conflict do nothing`;
    await recordIn(longAgo.id, 'Day', await desk.gamingDay(8), 111_00);
    expect(await carriedOf(longAgo.id, 'Day')).toBeNull();
  });
});

describe('the dashboard', () => {
  it('names the shift that runs now, and only for the day it belongs to', async () => {
    expect(shifts.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
    const yesterday = await desk.dashboard({ gamingDay: await desk.gamingDay(1) });
    expect(yesterday.shifts.some(({ isCurrent }) => isCurrent)).toBe(false);
    const shiftId = yesterday.shifts[0]?.id ?? '';
    expect(await stack.http(PIT_BOSS, 'GET', `/shift-dashboard?shiftId=${shiftId}`)).toMatchObject({
      status: 404,
      body: { code: 'SHIFT_NOT_FOUND' },
    });
  });

  it.each(['gamingDay=2026-02-30', 'gamingDay=1999-12-31', 'gamingDay=9999-12-31', 'shiftId=abc', 'casinoId=1'])(
    'refuses %s',
    async (query) => {
      const answer = await stack.http(PIT_BOSS, 'GET', `/shift-dashboard?${query}`);
      expect(answer).toMatchObject({ status: 422, body: { code: 'VALIDATION_FAILED' } });
    },
  );

  it('is not for dealers and cashiers', async () => {
    for (const account of ['dealer', 'cashier'] as const) {
      expect(await stack.http(`${account}@harbor.example`, 'GET', '/shift-dashboard')).toMatchObject({ status: 403 });
    }
  });
});
