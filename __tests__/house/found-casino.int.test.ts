import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import { toRow } from '@/lib/shared/wire';
import { EXAMPLE_CASINO } from '@/scripts/support/example-casino';
import type { Me } from '@/services/casino/dtos';
import type { PlayerResult, SlipResult } from '@/services/floor/dtos';
import type { House } from '@/services/house/dtos';
import type { LedgerPosting } from '@/services/loyalty/dtos';
import { cookieHeader, cookiesOf } from '../api/browser';
import { dataOf } from '../floor/floor-desk';
import { createStaffDesk } from '../staff/staff-desk';
import { startTestStack, type TestStack } from '../support/stack';

type Founded = { casino_id: string; staff: { email: string; role: string; link_token: string }[] };

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.dispose());

async function found(changes: object = {}): Promise<Founded> {
  const document = toRow({ ...EXAMPLE_CASINO, ...changes });
  const [row] = await stack.sql<
    { founded: Founded }[]
  >`select app.found_casino(${stack.sql.json(document as never)}) as founded`;
  if (!row) throw new Error('Nothing was answered.');
  return row.founded;
}
/** All that a refused document must leave as it was. */
const snapshot = async () => {
  const [row] = await stack.sql`
    select (select count(*) from public.casino) as casinos, (select count(*) from public.casino_settings) as settings,
      (select count(*) from public.staff) as staff, (select count(*) from app.staff_link) as links,
      (select count(*) from public.gaming_table) as tables, (select count(*) from public.game_rate) as rates,
      (select count(*) from public.audit_log) as audits`;
  return row;
};

describe('a casino of one document', () => {
  it('is whole: its people come in by their links, and a reward is issued at one of its tables', async () => {
    const { casino_id: casinoId, staff } = await found();
    expect(staff.map(({ email, role }) => [email, role])).toEqual(
      EXAMPLE_CASINO.staff.map(({ email, role }) => [email, role]),
    );
    const desk = createStaffDesk(stack);
    const cookies: Record<string, string> = {};
    for (const { role, link_token: token } of staff) cookies[role] = cookieHeader(cookiesOf(await desk.accept(token)));
    const send = (as: string, method: 'GET' | 'POST' | 'PUT', path: string, body?: object) =>
      stack.http(null, method, path, {
        headers: { cookie: String(cookies[as]) },
        ...(body ? { body, key: newId() } : {}),
      });
    const me = dataOf<Me>(await send('admin', 'GET', '/me'));
    expect(me).toMatchObject({
      staff: { role: 'admin' },
      casino: { id: casinoId, slug: 'riverside', name: 'Riverside' },
      settings: { timeZone: 'America/Chicago', gamingDayStart: '06:00', currency: 'USD' },
    });

    const house = dataOf<House>(await send('pit_boss', 'GET', '/house'));
    expect(house.tables.map(({ label, status }) => [label, status])).toEqual([
      ['BJ-01', 'closed'],
      ['RO-01', 'closed'],
    ]);
    const tableId = house.tables[0]?.id;
    await send('pit_boss', 'PUT', `/tables/${tableId}/status`, { status: 'open' });
    const player = dataOf<PlayerResult>(
      await send('pit_boss', 'POST', '/players', { firstName: 'Ada', lastName: 'First' }),
    );
    const slip = dataOf<SlipResult>(
      await send('pit_boss', 'POST', '/rating-slips', { playerId: player.id, tableId, seat: 1, averageBetCents: 2500 }),
    );
    const reward = dataOf<LedgerPosting>(
      await send('pit_boss', 'POST', '/loyalty/mid-session-rewards', {
        ratingSlipId: slip.id,
        points: 100,
        reason: 'mid_session_bonus',
      }),
    );
    expect(reward).toMatchObject({ entry: { points: 100 }, balance: 100 });
    const [value] = await stack.sql`
      select s.email from public.point_value v join public.staff s on s.id = v.set_by_staff_id where v.casino_id = ${casinoId}`;
    expect(value).toEqual({ email: 'admin@riverside.example' });
    const [row] = await stack.sql`
      select staff_id, after ->> 'slug' as slug, after::text like '%join_%' as tells
      from public.audit_log where casino_id = ${casinoId} and action = 'casino.found'`;
    expect(row).toEqual({ staff_id: null, slug: 'riverside', tells: false });
    const [findings] = await stack.sql`select app.ledger_findings(${casinoId}, null) as found`;
    expect(Object.values(findings?.found ?? {}).flat()).toEqual([]);
  });

  it('is made once: another of the short name is refused', async () => {
    await found({ slug: 'twice' });
    const before = await snapshot();
    await expect(found({ slug: 'twice' })).rejects.toMatchObject({ message: 'CASINO_EXISTS' });
    expect(await snapshot()).toEqual(before);
  });

  it('may be as small as who it is and two people: the rest is set up on the screens', async () => {
    const {
      slug: _,
      tiers,
      games,
      pits,
      shifts,
      pointsPerTheo,
      centsPerThousandPoints,
      gamingDayStart,
      ...small
    } = EXAMPLE_CASINO;
    const [row] = await stack.sql<{ founded: Founded }[]>`
      select app.found_casino(${stack.sql.json(toRow({ ...small, slug: 'small' }) as never)}) as founded`;
    expect(row?.founded.staff).toHaveLength(3);
  });

  const admin = { email: 'a@new.example', name: 'A', role: 'admin' };
  const [pit] = EXAMPLE_CASINO.pits;
  const [table] = pit?.tables ?? [];
  it.each([
    ['a field that there is not', { colour: 'red' }, 'casino.colour'],
    ['a short name with capitals', { slug: 'River' }, 'slug'],
    ['no name', { name: ' ' }, 'name'],
    ['a time zone that is none', { timeZone: 'America/Riverside' }, 'timeZone'],
    ['a time that is none', { gamingDayStart: '25:00' }, 'gamingDayStart'],
    ['a currency that is none', { currency: 'dollars' }, 'currency'],
    ['tiers out of order', { tiers: [...EXAMPLE_CASINO.tiers].reverse() }, 'tiers.0.thresholdPoints'],
    [
      'a house edge in percent',
      { games: [{ gameType: 'war', name: 'War', houseEdge: 5.26, decisionsPerHour: 60 }] },
      'games.0',
    ],
    ['a table without seats', { pits: [{ ...pit, tables: [{ ...table, seatCount: 0 }] }] }, 'pits.0.tables.0'],
    [
      'a table of a game that is not dealt',
      { pits: [{ ...pit, tables: [{ ...table, gameType: 'war' }] }] },
      'gameType',
    ],
    ['pits that are no list', { pits: {} }, 'pits'],
    ['a shift at no time', { shifts: [{ name: 'Day', startsAtLocal: 'noon' }] }, 'shifts'],
    ['nobody', { staff: [] }, 'staff'],
    ['one admin alone', { staff: [admin] }, 'staff'],
    [
      'two people and no admin',
      {
        staff: [
          { ...admin, role: 'compliance' },
          { ...admin, email: 'b@new.example', role: 'compliance' },
        ],
      },
      'staff',
    ],
    [
      'a role that is none',
      { staff: [admin, { ...admin, email: 'b@new.example' }, { ...admin, email: 'c@new.example', role: 'owner' }] },
      'role',
    ],
  ])('of %s is refused at its field, and nothing is made', async (_, changes, field) => {
    const before = await snapshot();
    const refusal: { message: string; detail: string } = await found({ slug: 'wrong', ...changes }).then(
      () => {
        throw new Error('It was taken.');
      },
      (error) => error,
    );
    expect(refusal.message).toBe('VALIDATION_FAILED');
    expect(Object.keys(JSON.parse(refusal.detail).fields)).toEqual([field]);
    expect(await snapshot()).toEqual(before);
  });

  it('is made by whoever runs the database, and by no role of the API', async () => {
    const rows = await stack.sql`
      select r.rolname from pg_roles r where r.rolname in ('anon', 'authenticated', 'service_role')
        and has_function_privilege(r.rolname, 'app.found_casino(jsonb, uuid)', 'execute')`;
    expect([...rows]).toEqual([]);
  });
});
