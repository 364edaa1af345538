import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { Floor, SlipResult } from '@/services/floor/dtos';
import type { GameResult, PitResult, TableResult } from '@/services/house/dtos';
import { createFloorDesk, dataOf, type FloorDesk, theoByHand } from '../floor/floor-desk';
import { ADMIN, type Email, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createHouseDesk, type HouseDesk } from './house-desk';

const DEALER: Email = 'dealer@harbor.example';
const LOYALTY: Email = 'loyalty@harbor.example';
const ELSEWHERE: Email = 'admin@summit.example';

let stack: TestStack;
let desk: HouseDesk;
let floor: FloorDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createHouseDesk(stack);
  floor = createFloorDesk(stack);
});
afterAll(() => stack.dispose());

/** That a request is refused so, and leaves nothing behind. */
async function expectRefused(code: string, send: () => Promise<unknown>) {
  const before = await desk.snapshot();
  const answer = await send();
  expect(answer).toMatchObject({ body: { code } });
  expect(await desk.snapshot()).toEqual(before);
  return (answer as { body: { details?: Record<string, unknown> } }).body.details;
}

const shownTable = async (id: string) =>
  dataOf<Floor>(await stack.http(PIT_BOSS, 'GET', '/floor'))
    .pits.flatMap(({ name, tables }) => tables.map((table) => ({ pit: name, ...table })))
    .find((table) => table.id === id);

describe('the house', () => {
  it('is read by everybody of the casino: its pits, tables and games, and nobody else’s', async () => {
    const house = await desk.house(DEALER);
    expect(house.pits.map(({ name }) => name)).toEqual(['Main', 'High limit', 'Salon']);
    expect(house.games.map(({ gameType }) => gameType)).toEqual(['baccarat', 'blackjack', 'craps', 'roulette']);
    expect(house.games[3]).toMatchObject({
      name: 'Roulette',
      houseEdge: 0.0526,
      decisionsPerHour: 38,
      rates: [{ fromGamingDay: '2020-01-01', houseEdge: 0.0526, decisionsPerHour: 38, setByStaffName: null }],
    });
    const elsewhere = await desk.house(ELSEWHERE);
    const ids = ({ pits, tables }: typeof house) => [...pits, ...tables].map(({ id }) => id);
    expect(ids(elsewhere).filter((id) => ids(house).includes(id))).toEqual([]);
    expect(house.tables.find(({ label }) => label === 'RO-04')).toMatchObject({ status: 'closed', liveSlips: 0 });
  });

  it('is set up by admins, and its tables are run by pit bosses; by nobody else, and by nobody of another casino', async () => {
    const table = await desk.addTable();
    const body = await desk.body();
    const rates = { houseEdge: 0.02, decisionsPerHour: 60 };
    const blackjack = await desk.game('blackjack');
    for (const as of [PIT_BOSS, DEALER, LOYALTY]) {
      await expectRefused('FORBIDDEN', () => desk.send('POST', '/pits', { name: 'New', sortOrder: 1 }, { as }));
      await expectRefused('FORBIDDEN', () => desk.send('POST', '/tables', body, { as }));
      await expectRefused('FORBIDDEN', () => desk.updateTable(table.id, body, { as }));
      await expectRefused('FORBIDDEN', () =>
        desk.send('POST', '/games', { gameType: 'casino_war', name: 'Casino War', ...rates }, { as }),
      );
      await expectRefused('FORBIDDEN', () =>
        desk.setRate(blackjack.id, { fromGamingDay: '2090-01-01', ...rates }, { as }),
      );
    }
    for (const as of [DEALER, LOYALTY]) {
      await expectRefused('FORBIDDEN', () => desk.setStatus(table.id, 'open', { as }));
      await expectRefused('FORBIDDEN', () => desk.setLimits(table.id, { minBetCents: 1, maxBetCents: 2 }, { as }));
    }
    for (const send of [
      () => desk.setStatus(table.id, 'open', { as: ELSEWHERE }),
      () => desk.setLimits(table.id, { minBetCents: 1, maxBetCents: 2 }, { as: ELSEWHERE }),
      async () => desk.updateTable(table.id, await desk.body(), { as: ELSEWHERE }),
    ])
      await expectRefused('TABLE_NOT_FOUND', send);
    await expectRefused('PIT_NOT_FOUND', () => desk.send('POST', '/tables', body, { as: ELSEWHERE }));
    await expectRefused('PIT_NOT_FOUND', () =>
      desk.send('PUT', `/pits/${body.pitId}`, { name: 'Theirs', sortOrder: 1 }, { as: ELSEWHERE }),
    );
  });
});

describe('a pit', () => {
  it('is added and renamed, is on the floor in its place, and goes on record', async () => {
    const pit = await desk.addPit('Terrace', 2);
    const renamed = dataOf<PitResult>(
      await desk.send('PUT', `/pits/${pit.id}`, { name: 'Roof', sortOrder: 0, expectedUpdatedAt: pit.updatedAt }),
    );
    expect(renamed).toMatchObject({ id: pit.id, name: 'Roof', sortOrder: 0, isExisting: false });
    const shown = dataOf<Floor>(await stack.http(DEALER, 'GET', '/floor')).pits;
    expect(shown.map(({ name }) => name)).toEqual(['Roof', 'Main', 'High limit', 'Salon']);
    const rows = await stack.sql`
      select action, before ->> 'name' as before, after ->> 'name' as after from public.audit_log
      where entity_type = 'pit' and entity_id = ${pit.id} order by id`;
    expect([...rows]).toEqual([
      { action: 'floor.create_pit', before: null, after: 'Terrace' },
      { action: 'floor.update_pit', before: 'Terrace', after: 'Roof' },
    ]);
    await stack.sql`delete from public.pit where id = ${pit.id}`;
  });

  it('is made once, also when the tap comes twice; a name stands once; who saw an older one is told whose is newer', async () => {
    const key = newId();
    const first = dataOf<PitResult>(await desk.send('POST', '/pits', { name: 'Twice', sortOrder: 5 }, { key }));
    const again = dataOf<PitResult>(await desk.send('POST', '/pits', { name: 'Twice', sortOrder: 5 }, { key }));
    expect(again).toEqual({ ...first, isExisting: true });
    expect(
      await expectRefused('PIT_NAME_TAKEN', () => desk.send('POST', '/pits', { name: 'Twice', sortOrder: 6 })),
    ).toEqual({ pitName: 'Twice' });
    const path = `/pits/${first.id}`;
    await expectRefused('PIT_NAME_TAKEN', () => desk.send('PUT', path, { name: 'Main', sortOrder: 5 }));
    await desk.send('PUT', path, { name: 'Once', sortOrder: 5 });
    const details = await expectRefused('PIT_CHANGED', () =>
      desk.send('PUT', path, { name: 'Late', sortOrder: 5, expectedUpdatedAt: first.updatedAt }),
    );
    expect(details).toMatchObject({ staffName: 'Harbor Admin' });
    await stack.sql`delete from public.pit where id = ${first.id}`;
  });

  it.each([
    [{ name: ' ', sortOrder: 1 }, 'name'],
    [{ name: 'A', sortOrder: 1001 }, 'sortOrder'],
    [{ name: 'A', sortOrder: 1.5 }, 'sortOrder'],
  ])('of %o is refused', async (body, field) => {
    expect(await expectRefused('VALIDATION_FAILED', () => desk.send('POST', '/pits', body))).toMatchObject({
      fields: { [field]: expect.anything() },
    });
  });
});

describe('a table', () => {
  it('is added closed, opened, played at, and closed only when nobody plays there', async () => {
    const table = await desk.addTable();
    expect(table).toMatchObject({ status: 'closed', liveSlips: 0, isExisting: false });
    const { id: playerId } = await floor.enrol();
    const seat = () => floor.open({ playerId, tableId: table.id, seat: 1, averageBetCents: 5000 });
    expect(await seat()).toMatchObject({ body: { code: 'TABLE_NOT_OPEN' } });

    expect(dataOf<TableResult>(await desk.setStatus(table.id, 'open'))).toMatchObject({ status: 'open' });
    expect(await expectRefused('TABLE_OPEN', () => desk.setStatus(table.id, 'open'))).toMatchObject({
      tableLabel: table.label,
      staffName: 'Harbor Pit Boss',
    });
    const slip = dataOf<SlipResult>(await seat());
    expect(await expectRefused('TABLE_IN_USE', () => desk.setStatus(table.id, 'closed'))).toEqual({
      tableLabel: table.label,
      liveSlips: 1,
    });
    await floor.step(slip.id, 'close');
    expect(dataOf<TableResult>(await desk.setStatus(table.id, 'closed'))).toMatchObject({ status: 'closed' });
    await expectRefused('TABLE_NOT_OPEN', () => desk.setStatus(table.id, 'closed'));
    expect(await shownTable(table.id)).toMatchObject({ status: 'closed' });
  });

  it('that opens is idle from then on, however long it was closed', async () => {
    const table = await desk.addTable();
    await stack.sql`update public.gaming_table set last_played_at = now() - interval '9 days' where id = ${table.id}`;
    await desk.setStatus(table.id, 'open');
    const [row] = await stack.sql`
      select now() - last_played_at < interval '1 minute' as fresh from public.gaming_table where id = ${table.id}`;
    expect(row).toEqual({ fresh: true });
  });

  it('moves to another pit, with who plays there; other seats, game and limits follow', async () => {
    const table = await desk.addOpenTable();
    const { id: playerId } = await floor.enrol();
    const slip = dataOf<SlipResult>(await floor.open({ playerId, tableId: table.id, seat: 6, averageBetCents: 5000 }));
    const salon = (await desk.house()).pits.find(({ name }) => name === 'Salon');
    const body = await desk.body({ label: table.label, pitId: String(salon?.id), seatCount: 7 });
    const moved = dataOf<TableResult>(
      await desk.updateTable(table.id, { ...body, expectedUpdatedAt: table.updatedAt }),
    );
    expect(moved).toMatchObject({ pitId: salon?.id, seatCount: 7, liveSlips: 1 });
    const shown = await shownTable(table.id);
    expect(shown?.pit).toBe('Salon');
    expect(shown?.seats.find(({ seat }) => seat === 6)?.slip?.id).toBe(slip.id);

    for (const change of [{ seatCount: 5 }, { gameType: 'roulette' }])
      expect(await expectRefused('TABLE_IN_USE', () => desk.updateTable(table.id, { ...body, ...change }))).toEqual({
        tableLabel: table.label,
        liveSlips: 1,
      });
    await floor.step(slip.id, 'close');
    const other = { ...body, gameType: 'roulette', seatCount: 5, minBetCents: 500, maxBetCents: 50_000 };
    expect(dataOf<TableResult>(await desk.updateTable(table.id, other))).toMatchObject(other);
  });

  it('has limits that a pit boss sets, from then on', async () => {
    const table = await desk.addOpenTable();
    const set = dataOf<TableResult>(
      await desk.setLimits(table.id, { minBetCents: 2500, maxBetCents: 4000, expectedUpdatedAt: table.updatedAt }),
    );
    expect(set).toMatchObject({ minBetCents: 2500, maxBetCents: 4000, label: table.label });
    const { id: playerId } = await floor.enrol();
    expect(await floor.open({ playerId, tableId: table.id, seat: 1, averageBetCents: 4001 })).toMatchObject({
      body: { code: 'BET_ABOVE_MAXIMUM', details: { maxBetCents: 4000 } },
    });
    expect(
      await expectRefused('TABLE_CHANGED', () =>
        desk.setLimits(table.id, { minBetCents: 1, maxBetCents: 2, expectedUpdatedAt: table.updatedAt }),
      ),
    ).toMatchObject({ staffName: 'Harbor Pit Boss' });
  });

  it('has a label of its own, at its casino; another casino’s may be the same', async () => {
    const table = await desk.addTable();
    const taken = await desk.body({ label: ` ${table.label} ` });
    expect(await expectRefused('TABLE_LABEL_TAKEN', () => desk.send('POST', '/tables', taken))).toEqual({
      tableLabel: table.label,
    });
    const other = await desk.addTable();
    await expectRefused('TABLE_LABEL_TAKEN', () => desk.updateTable(other.id, taken));
    const [theirs] = (await desk.house(ELSEWHERE)).pits;
    const there = await desk.send('POST', '/tables', { ...taken, pitId: theirs?.id }, { as: ELSEWHERE });
    expect(there).toMatchObject({ status: 201 });
  });

  it('deals one of the casino’s own games, and no other casino’s', async () => {
    const rates = { houseEdge: 0.02, decisionsPerHour: 60 };
    await desk.send('POST', '/games', { gameType: 'only_there', name: 'Only There', ...rates }, { as: ELSEWHERE });
    const body = await desk.body({ gameType: 'only_there' });
    expect(await expectRefused('VALIDATION_FAILED', () => desk.send('POST', '/tables', body))).toMatchObject({
      fields: { gameType: expect.anything() },
    });
  });

  it.each([
    [{ label: '' }, 'label'],
    [{ seatCount: 0 }, 'seatCount'],
    [{ seatCount: 21 }, 'seatCount'],
    [{ minBetCents: 0 }, 'minBetCents'],
    [{ minBetCents: 200, maxBetCents: 199 }, 'maxBetCents'],
    [{ maxBetCents: 1_000_000_001 }, 'maxBetCents'],
    [{ gameType: 'poker' }, 'gameType'],
  ])('of %o is refused', async (changes, field) => {
    const body = await desk.body(changes);
    expect(await expectRefused('VALIDATION_FAILED', () => desk.send('POST', '/tables', body))).toMatchObject({
      fields: { [field]: expect.anything() },
    });
  });
});

describe('two at once', () => {
  it('who closes a table and who seats a player there: one of them is refused, and no slip is on a closed table', async () => {
    for (let round = 0; round < 10; round += 1) {
      const table = await desk.addOpenTable();
      const { id: playerId } = await floor.enrol();
      const [closed, seated] = await Promise.all([
        desk.setStatus(table.id, 'closed'),
        floor.open({ playerId, tableId: table.id, seat: 1, averageBetCents: 5000 }),
      ]);
      const codes = [closed, seated].map(({ body }) => (body as { code?: string }).code);
      expect([
        [undefined, 'TABLE_NOT_OPEN'],
        ['TABLE_IN_USE', undefined],
      ]).toContainEqual(codes.map((code) => (code === 'OK' ? undefined : code)));
      const { status, liveSlips } = await desk.table(table.id);
      expect([
        ['closed', 0],
        ['open', 1],
      ]).toContainEqual([status, liveSlips]);
    }
  });

  it('who seats a player waits for who takes the seat away', async () => {
    const table = await desk.addOpenTable();
    const { id: playerId } = await floor.enrol();
    const body = await desk.body({ label: table.label, seatCount: 2 });
    await Promise.all([
      desk.updateTable(table.id, body),
      floor.open({ playerId, tableId: table.id, seat: 6, averageBetCents: 5000 }),
    ]);
    const { seatCount, liveSlips } = await desk.table(table.id);
    expect([
      [2, 0],
      [6, 1],
    ]).toContainEqual([seatCount, liveSlips]);
  });

  it('who adds a table of one label: one of them has it', async () => {
    const body = await desk.body();
    const answers = await Promise.all([desk.send('POST', '/tables', body), desk.send('POST', '/tables', body)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });
});

describe('a game', () => {
  it('of the casino’s own is dealt from today on, and rated by what was said of it', async () => {
    const game = await desk.addGame('casino_war', 'Casino War', 0.0288, 65);
    expect(game).toMatchObject({ houseEdge: 0.0288, decisionsPerHour: 65, isExisting: false });
    const table = await desk.addOpenTable({ gameType: 'casino_war' });
    expect(await shownTable(table.id)).toMatchObject({ gameType: 'casino_war', gameName: 'Casino War' });
    const { id: playerId } = await floor.enrol();
    const slip = dataOf<SlipResult>(
      await floor.open({ playerId, tableId: table.id, seat: 1, averageBetCents: 10_000 }),
    );
    expect(slip.theoPerHourCents).toBe(
      theoByHand({ averageBetCents: 10_000, seconds: 3600, decisionsPerHour: 65, edgePer100k: 2880 }),
    );
    await floor.step(slip.id, 'close');
    for (const [gameType, name] of [
      ['casino_war', 'War'],
      ['war', 'Casino War'],
    ])
      expect(
        await expectRefused('GAME_EXISTS', () =>
          desk.send('POST', '/games', { gameType, name, houseEdge: 0.02, decisionsPerHour: 60 }),
        ),
      ).toEqual({ gameName: name });
  });

  it('is rated otherwise from a gaming day to come: slips before it keep what they began with', async () => {
    const { id } = await desk.addGame('red_dog', 'Red Dog', 0.03, 50);
    const { gamingDay } = await desk.house();
    const days = (count: number) => new Date(Date.parse(gamingDay) + count * 86_400_000).toISOString().slice(0, 10);
    const later = dataOf<GameResult>(
      await desk.setRate(id, { fromGamingDay: days(1), houseEdge: 0.04, decisionsPerHour: 55 }),
    );
    // In force is still what was.
    expect(later).toMatchObject({ houseEdge: 0.03, decisionsPerHour: 50 });
    const again = dataOf<GameResult>(
      await desk.setRate(id, { fromGamingDay: days(1), houseEdge: 0.05, decisionsPerHour: 56 }),
    );
    expect(again.rates.map(({ fromGamingDay, houseEdge }) => [fromGamingDay, houseEdge])).toEqual([
      [days(1), 0.05],
      [gamingDay, 0.03],
    ]);
    const [snapshots] = await stack.sql`
      select app.policy_snapshot(c.id, 'red_dog', ${gamingDay}) as today,
        app.policy_snapshot(c.id, 'red_dog', ${days(1)}) as tomorrow,
        app.policy_snapshot(c.id, 'red_dog', ${days(300)}) as later
      from public.casino c where c.slug = 'harbor'`;
    const tomorrow = { game_type: 'red_dog', house_edge: 0.05, decisions_per_hour: 56 };
    expect(snapshots).toEqual({
      today: { game_type: 'red_dog', house_edge: 0.03, decisions_per_hour: 50 },
      tomorrow,
      later: tomorrow,
    });
    for (const fromGamingDay of [gamingDay, days(-1), days(367)])
      expect(
        await expectRefused('VALIDATION_FAILED', () =>
          desk.setRate(id, { fromGamingDay, houseEdge: 0.05, decisionsPerHour: 56 }),
        ),
      ).toMatchObject({ fields: { fromGamingDay: expect.stringContaining(days(1)) } });
    await expectRefused('GAME_NOT_FOUND', () =>
      desk.setRate(newId(), { fromGamingDay: days(1), houseEdge: 0.05, decisionsPerHour: 56 }),
    );
    // The day after tomorrow: another casino may be a day ahead by its clock.
    await expectRefused('GAME_NOT_FOUND', () =>
      desk.setRate(id, { fromGamingDay: days(2), houseEdge: 0.05, decisionsPerHour: 56 }, { as: ELSEWHERE }),
    );
  });

  it.each([
    [{ gameType: 'Casino War' }, 'gameType'],
    [{ name: '' }, 'name'],
    [{ houseEdge: 0 }, 'houseEdge'],
    [{ houseEdge: 1 }, 'houseEdge'],
    [{ houseEdge: 0.000001 }, 'houseEdge'],
    [{ houseEdge: 0.1234567 }, 'houseEdge'],
    [{ decisionsPerHour: 0 }, 'decisionsPerHour'],
    [{ decisionsPerHour: 1001 }, 'decisionsPerHour'],
  ])('of %o is refused', async (changes, field) => {
    const body = { gameType: 'a_game', name: 'A game', houseEdge: 0.02, decisionsPerHour: 60, ...changes };
    expect(await expectRefused('VALIDATION_FAILED', () => desk.send('POST', '/games', body))).toMatchObject({
      fields: { [field]: expect.anything() },
    });
  });
});

it('keeps what was done as one row each, with who did it', async () => {
  const table = await desk.addTable();
  const done = [
    await desk.setStatus(table.id, 'open'),
    await desk.setLimits(table.id, { minBetCents: 100, maxBetCents: 200 }),
    await desk.updateTable(table.id, await desk.body({ label: table.label })),
  ];
  expect(done.map(({ status }) => status)).toEqual([201, 201, 201]);
  const rows = await stack.sql`
    select a.action, s.email from public.audit_log a join public.staff s on s.id = a.staff_id
    where a.entity_type = 'gaming_table' and a.entity_id = ${table.id} order by a.id`;
  expect([...rows]).toEqual([
    { action: 'floor.create_table', email: ADMIN },
    { action: 'floor.set_table_status', email: PIT_BOSS },
    { action: 'floor.set_table_limits', email: PIT_BOSS },
    { action: 'floor.update_table', email: ADMIN },
  ]);
});
