import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createImportsDesk, type ImportsDesk, type LegacyRow } from '../imports/imports-desk';
import { startTestStack, type TestStack } from '../support/stack';
import { addPlayer, daysAgo, expectTrueCounts, type Known, legacyRow, standingOf } from './reconcile-world';

let stack: TestStack;
let desk: ImportsDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createImportsDesk(stack);
});
afterAll(() => stack.dispose());

const row = (player: Known, points: number, lastActivity: string): LegacyRow =>
  legacyRow(player, 'silver', { Points: points, 'Last Activity': lastActivity });

const pointsOf = async (player: Known) => (await standingOf(stack.sql, player)).startingBalance?.points;

/** Every order in which these can be done. */
function ordersOf<T>(items: T[]): T[][] {
  if (items.length < 2) return [items];
  return items.flatMap((first, at) => ordersOf(items.toSpliced(at, 1)).map((rest) => [first, ...rest]));
}

describe('a player whom a file names several times', () => {
  const LATE = '2026-05-13 18:30';
  /** Points by when the player was last active; the row that counts has 1. */
  const FILES: [string, [number, string][]][] = [
    [
      'the newest activity counts',
      [
        [2, '2026-05-12'],
        [1, LATE],
        [3, '2019-01-01'],
      ],
    ],
    [
      'a time is later than its day alone',
      [
        [1, LATE],
        [2, '2026-05-13'],
        [3, '2026-05-12'],
      ],
    ],
    [
      'what says no activity is the oldest',
      [
        [1, '2019-01-01'],
        [2, ''],
        [3, ''],
      ],
    ],
    [
      'of two of the same day the later row counts',
      [
        [2, '2026-05-13'],
        [3, ''],
        [1, '2026-05-13'],
      ],
    ],
  ];

  it.each(FILES)('is judged newest first: %s, whatever the order in which rows are applied', async (_, said) => {
    for (const order of ordersOf([0, 1, 2])) {
      const player = await addPlayer(stack.sql);
      const { id } = await desk.stage(said.map(([points, day]) => row(player, points, day)));
      const rowIds = (await desk.listRows(id)).map((one) => one.id);
      for (const at of order) await desk.applied({ rowIds: [rowIds[at] ?? ''], confirm: true });
      expect(await pointsOf(player), `${order}`).toBe(1);
    }
    const player = await addPlayer(stack.sql);
    const { id } = await desk.stage(said.map(([points, day]) => row(player, points, day)));
    await desk.applied({ filter: { importId: id }, confirm: true });
    expect(await pointsOf(player)).toBe(1);
    await expectTrueCounts(stack.sql);
  });

  it('in different batches of a run has the newest starting balance too', async () => {
    const [player, other] = [await addPlayer(stack.sql), await addPlayer(stack.sql)];
    const { id } = await desk.stage([
      row(player, 1, '2026-05-13'),
      ...Array.from({ length: 600 }, (_, at) => row(other, at, '2020-01-01')),
      row(player, 2, '2020-01-01'),
    ]);
    expect(await desk.applied({ filter: { importId: id } })).toMatchObject({ run: { doneCount: 602 } });
    expect([await pointsOf(player), await pointsOf(other)]).toEqual([1, 599]);
  });
});

describe('an older file', () => {
  it('that is applied after a newer one leaves the newer starting balance; taken back, the older one stands', async () => {
    const player = await addPlayer(stack.sql);
    const older = await desk.stage([row(player, 20, '2020-01-01')]);
    const newer = await desk.stage([row(player, 10, '2026-05-13')]);
    const { results } = await desk.applied({ filter: { importId: newer.id } });
    await desk.applied({ filter: { importId: older.id } });
    expect(await pointsOf(player)).toBe(10);
    await desk.reverted(results[0]?.reconciliationId ?? '');
    // The older one was kept only because of the newer one's tier: it waits again.
    expect(await pointsOf(player)).toBeUndefined();
    expect(await desk.applied({ filter: { importId: older.id } })).toMatchObject({ applied: 1 });
    expect(await pointsOf(player)).toBe(20);
  });

  it('whose row stands beside a newer one that is taken back has its points on the player again', async () => {
    const player = await addPlayer(stack.sql, 'gold');
    const newer = await desk.stage([row(player, 10, '2026-05-13')]);
    const older = await desk.stage([row(player, 20, '2020-01-01')]);
    const { results } = await desk.applied({ filter: { importId: newer.id } });
    await desk.applied({ filter: { importId: older.id } });
    expect(await pointsOf(player)).toBe(10);
    await desk.reverted(results[0]?.reconciliationId ?? '');
    expect(await pointsOf(player)).toBe(20);
  });
});

describe('a day without a time', () => {
  it('stays that day wherever it is shown: London’s 13 May is no 12 May', async () => {
    const [{ zone = '' } = {}] = await stack.sql<{ zone: string }[]>`
      select s.time_zone as zone from public.casino_settings s join public.casino c on c.id = s.casino_id where c.slug = 'harbor'`;
    const setZone = (to: string) =>
      stack.sql`update public.casino_settings set time_zone = ${to} where casino_id = (select id from public.casino where slug = 'harbor')`;
    const [day, timed, unsaid] = [await addPlayer(stack.sql), await addPlayer(stack.sql), await addPlayer(stack.sql)];
    await setZone('Europe/London');
    const { id } = await desk.stage([row(day, 1, '2026-05-13'), row(timed, 2, '2026-05-13 00:00'), row(unsaid, 3, '')]);
    await setZone(zone);

    const said = [
      { importedLastActivityAt: '2026-05-12T23:00:00.000Z', importedLastActivityDate: '2026-05-13' },
      { importedLastActivityAt: '2026-05-12T23:00:00.000Z', importedLastActivityDate: null },
      { importedLastActivityAt: null, importedLastActivityDate: null },
    ];
    expect(await desk.listRows(id)).toMatchObject(said);
    const dates = ['2026-05-13', null, null];
    expect((await desk.queue({ importId: id })).map(({ staged }) => staged.lastActivityDate)).toEqual(dates);
    const exported = ['2026-05-13', '2026-05-12T23:00:00.000Z', ''];
    const lastActivities = async () =>
      (await desk.reportRows({ importId: id })).map((line) => line.imported_last_activity_at);
    expect(await lastActivities()).toEqual(exported);
    const { run } = await desk.applied({ filter: { importId: id }, confirm: true });
    expect(await lastActivities()).toEqual(exported);
    expect((await desk.reportRows({ runId: run.id })).map((line) => line.imported_last_activity_at)).toEqual(exported);
    const balances = await Promise.all([day, timed, unsaid].map((player) => standingOf(stack.sql, player)));
    expect(balances.map(({ startingBalance }) => startingBalance?.last_activity_date)).toEqual(dates);
  });

  it('is as stale as its first moment', async () => {
    const [fresh, old] = [await addPlayer(stack.sql), await addPlayer(stack.sql)];
    const { id } = await desk.stage([row(fresh, 1, daysAgo(88)), row(old, 1, daysAgo(92))]);
    expect((await desk.queue({ importId: id, stale: true })).map(({ rowNumber }) => rowNumber)).toEqual([3]);
  });
});
