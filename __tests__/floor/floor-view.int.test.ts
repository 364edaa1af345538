import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { Floor, FloorSlip, SlipDetail, SlipResult } from '@/services/floor/dtos';
import { createPromoDesk } from '../promo/promo-desk';
import { findLiveSlip } from '../support/ledger';
import { type Answer, OTHER_PIT_BOSS, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createFloorDesk, dataOf, type FloorDesk, type Seated } from './floor-desk';

let stack: TestStack;
let desk: FloorDesk;
let promo: ReturnType<typeof createPromoDesk>;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createFloorDesk(stack);
  promo = createPromoDesk(stack);
});
afterAll(() => stack.dispose());

function getFloor(etag?: string, as = PIT_BOSS): Promise<Answer> {
  return stack.http(as, 'GET', '/floor', { headers: etag ? { 'if-none-match': etag } : {} });
}

async function getEtag(): Promise<string> {
  return (await getFloor()).headers.get('etag') ?? '';
}

async function findOnFloor(slipId: string): Promise<FloorSlip | undefined> {
  const floor = dataOf<Floor>(await getFloor());
  const seats = floor.pits.flatMap(({ tables }) => tables).flatMap((table) => table.seats);
  return seats.find(({ slip }) => slip?.id === slipId)?.slip ?? undefined;
}

describe('the floor', () => {
  it('has every pit in order, every table by label, every seat, and who sits there', async () => {
    const floor = dataOf<Floor>(await getFloor());
    expect(floor.pits.map(({ name }) => name)).toEqual(['Main', 'High limit', 'Salon']);
    for (const { tables } of floor.pits) {
      const labels = tables.map(({ label }) => label);
      expect(labels).toEqual([...labels].sort());
    }
    const tables = floor.pits.flatMap((pit) => pit.tables);
    const rows = await stack.sql`
      select t.id, t.label, t.game_type as "gameType", g.name as "gameName", t.status, t.min_bet_cents::int as "minBetCents",
        t.max_bet_cents::int as "maxBetCents", t.seat_count as seats
      from public.gaming_table t join public.casino c on c.id = t.casino_id
      join public.game g on g.casino_id = t.casino_id and g.game_type = t.game_type
      where c.slug = 'harbor'`;
    const byId = (a: { id?: unknown }, b: { id?: unknown }) => String(a.id).localeCompare(String(b.id));
    expect(tables.map((table) => ({ ...table, seats: table.seats.length })).sort(byId)).toEqual([...rows].sort(byId));
    for (const { seats } of tables) expect(seats.map(({ seat }) => seat)).toEqual(seats.map((_, index) => index + 1));
  });

  it('shows exactly the live slips of the casino, each on its seat', async () => {
    const floor = dataOf<Floor>(await getFloor());
    const shown = floor.pits.flatMap(({ tables }) =>
      tables.flatMap((table) =>
        table.seats.flatMap(({ seat, slip }) => (slip ? [`${slip.id} ${table.id} ${seat} ${slip.seat}`] : [])),
      ),
    );
    const rows = await stack.sql`
      select s.id || ' ' || s.table_id || ' ' || s.seat || ' ' || s.seat as live
      from public.rating_slip s join public.casino c on c.id = s.casino_id
      where c.slug = 'harbor' and s.status <> 'closed'`;
    expect(shown.sort()).toEqual(rows.map(({ live }) => live).sort());
    expect(shown.length).toBeGreaterThan(40);
  });

  it('shows a slip as it stands by itself, with tier, balance and the last reward on it', async () => {
    const { slip } = await desk.seat('blackjack', 15_000);
    expect(await findOnFloor(slip.id)).toMatchObject({ tier: 'bronze', balance: 0, lastReward: null });
    await desk.post('/loyalty/mid-session-rewards', { ratingSlipId: slip.id, points: 50, reason: 'promotion' });
    await desk.post('/loyalty/mid-session-rewards', { ratingSlipId: slip.id, points: 70, reason: 'correction' });
    const shown = await findOnFloor(slip.id);
    expect(shown).toMatchObject({
      playerName: slip.playerName,
      averageBetCents: 15_000,
      tier: 'bronze',
      tierName: 'Bronze',
      balance: 120,
      lastReward: { points: 70, reason: 'correction' },
    });
    // What its theo is made of is asked for slip by slip.
    const {
      stretches: _,
      closedByStaffName,
      ...alone
    } = dataOf<SlipDetail>(await stack.http(PIT_BOSS, 'GET', `/rating-slips/${slip.id}`));
    expect(closedByStaffName).toBeNull();
    const still = { asOf: null, playSeconds: null, theoCents: null };
    expect({ ...shown, ...still }).toMatchObject({ ...alone, ...still });
  });

  it('keeps the player’s name on a slip that left it, and says who closed it, or that nobody did', async () => {
    const detailOf = async (id: string) => dataOf<SlipDetail>(await stack.http(PIT_BOSS, 'GET', `/rating-slips/${id}`));
    const [boss] = await stack.sql`select full_name as name from public.staff where email = ${PIT_BOSS}`;
    const [{ slip }, { slip: forgotten }] = [await desk.seat(), await desk.seat('roulette')];
    await desk.step(slip.id, 'close');
    expect(await findOnFloor(slip.id)).toBeUndefined();
    expect(await detailOf(slip.id)).toMatchObject({
      playerName: slip.playerName,
      status: 'closed',
      endedAt: expect.any(String),
      closedByStaffName: boss?.name,
    });
    // As the house closes it: no person's row in the trail.
    await stack.sql`
      update public.rating_slip set status = 'closed', ended_at = now(), theo_cents = 0, accrual_status = 'none'
      where id = ${forgotten.id}`;
    expect(await detailOf(forgotten.id)).toMatchObject({ status: 'closed', closedByStaffName: null });
  });

  it('shows a coupon as what was given last, wherever it was issued since the slip was opened', async () => {
    const { slip, player } = await desk.seat();
    const lastReward = async () => (await findOnFloor(slip.id))?.lastReward;
    const { id: promoProgramId } = await promo.addProgram();
    const atDesk = await promo.issued({ promoProgramId, playerId: player.id });
    const coupon = { promoType: 'match_play', faceValueCents: 2_500 };
    const shown = { points: null, reason: null, rewardName: null, coupon };
    expect(await lastReward()).toEqual({ ...shown, createdAt: atDesk.issuedAt });
    // Another paper for the same coupon gives nothing anew; a voided one was not given.
    const { coupon: replacement } = await promo.replaced(atDesk.id);
    expect(await lastReward()).toEqual({ ...shown, createdAt: atDesk.issuedAt });
    await promo.void(replacement.id);
    expect(await lastReward()).toBeNull();
    await promo.issued({ promoProgramId, visitId: slip.visitId });
    await desk.post('/loyalty/mid-session-rewards', { ratingSlipId: slip.id, points: 50, reason: 'promotion' });
    expect(await lastReward()).toMatchObject({ points: 50, coupon: null });
  });

  it('does not take a coupon from before the slip for one that was given on it', async () => {
    const [table, player] = [await desk.addTable('roulette'), await desk.enrol()];
    const { id: promoProgramId } = await promo.addProgram();
    const { id } = await promo.issued({ promoProgramId, playerId: player.id });
    const slip = dataOf<SlipResult>(await desk.open({ playerId: player.id, tableId: table.id }));
    expect((await findOnFloor(slip.id))?.lastReward).toBeNull();
    await promo.replaced(id);
    expect((await findOnFloor(slip.id))?.lastReward).toBeNull();
  });

  it('carries the gaming day of now', async () => {
    const [row] = await stack.sql`
      select app.gaming_day(id)::text as day from public.casino where slug = 'harbor'`;
    expect(dataOf<Floor>(await getFloor()).gamingDay).toBe(row?.day);
  });

  it('of a casino that has nothing yet is empty', async () => {
    await stack.sql.begin(async (sql) => {
      const [casino] = await sql`insert into public.casino (slug, name) values ('bare', 'Bare') returning id`;
      await sql`insert into public.casino_settings (casino_id) values (${casino?.id})`;
      // Somebody's record is their casino's.
      await sql`delete from public.staff_record r using public.staff s where s.id = r.staff_id and s.email = 'dealer@summit.example'`;
      await sql`update public.staff set casino_id = ${casino?.id} where email = 'dealer@summit.example'`;
    });
    const answer = await stack.http('dealer@summit.example', 'GET', '/floor');
    expect(dataOf<Floor>(answer).pits).toEqual([]);
    expect(answer.headers.get('etag')).toMatch(/^"[0-9a-f]{32}"$/);
  });
});

describe('while nothing changes', () => {
  it('a known version is answered with 304 and an empty body, strong or weak', async () => {
    const etag = await getEtag();
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
    for (const known of [etag, `W/${etag}`]) {
      const answer = await getFloor(known);
      expect(answer.status).toBe(304);
      expect(answer.body).toBeNull();
      expect(answer.headers.get('etag')).toBe(etag);
      expect(answer.headers.get('cache-control')).toBe('private, no-cache');
    }
  });

  it('every reader of the casino sees the same version, and another casino another one', async () => {
    const etag = await getEtag();
    for (const account of ['dealer', 'cashier', 'loyalty', 'compliance', 'admin'] as const) {
      expect((await getFloor(etag, `${account}@harbor.example`)).status).toBe(304);
    }
    expect((await getFloor(etag, OTHER_PIT_BOSS)).status).toBe(200);
  });

  it.each(['"0123456789abcdef0123456789abcdef"', 'abc', '*', '""', `"${'0'.repeat(33)}"`])(
    'an unknown version %s brings the floor',
    async (etag) => {
      const answer = await getFloor(etag);
      expect(answer.status).toBe(200);
      expect(dataOf<Floor>(answer).pits.length).toBeGreaterThan(0);
    },
  );
});

type Change = (seated: Seated) => Promise<unknown>;

/** Every kind of change that the pit screen shows. */
const CHANGES: [string, Change][] = [
  [
    'a reward',
    ({ slip }) => desk.post('/loyalty/mid-session-rewards', { ratingSlipId: slip.id, points: 5, reason: 'promotion' }),
  ],
  [
    'a coupon, and once it is voided',
    async ({ player }) => {
      const { id: promoProgramId } = await promo.addProgram();
      const { id } = await promo.issued({ promoProgramId, playerId: player.id });
      const issued = await getEtag();
      await promo.void(id);
      expect(await getEtag()).not.toBe(issued);
    },
  ],
  ['an average bet', ({ slip }) => desk.setAverageBet(slip.id, 999)],
  ['a pause', ({ slip }) => desk.step(slip.id, 'pause')],
  [
    'a resume',
    async ({ slip }) => {
      await desk.step(slip.id, 'pause');
      const paused = await getEtag();
      await desk.step(slip.id, 'resume');
      expect(await getEtag()).not.toBe(paused);
    },
  ],
  ['a move to another seat', ({ slip, table }) => desk.move(slip.id, table.id, 6)],
  ['a move to another table', async ({ slip }) => desk.move(slip.id, (await desk.addTable('craps')).id, 1)],
  ['an opened slip', async ({ table }) => desk.open({ playerId: (await desk.enrol()).id, tableId: table.id, seat: 5 })],
  ['a closed slip', ({ slip }) => desk.step(slip.id, 'close')],
  [
    'the rename of a seated player',
    ({ player }) => stack.sql`update public.player set last_name = 'Renamed' where id = ${player.id}`,
  ],
  [
    'the tier of a seated player',
    ({ player }) => stack.sql`update public.player_loyalty set tier = 'gold' where player_id = ${player.id}`,
  ],
  [
    'the name of a tier',
    () => stack.sql`
      update public.loyalty_tier set name = 'Copper'
      where code = 'bronze' and casino_id = (select id from public.casino where slug = 'harbor')`,
  ],
  ['a closed table', ({ table }) => stack.sql`update public.gaming_table set status = 'closed' where id = ${table.id}`],
  [
    'the limits of a table',
    ({ table }) => stack.sql`update public.gaming_table set min_bet_cents = 1 where id = ${table.id}`,
  ],
  ['a new table', () => desk.addTable('roulette')],
  [
    'a removed table',
    () => stack.sql`
      delete from public.gaming_table
      where label = 'RO-04' and casino_id = (select id from public.casino where slug = 'harbor')`,
  ],
  [
    'the name of a pit',
    () => stack.sql`
      update public.pit set name = 'Main floor'
      where name = 'Salon' and casino_id = (select id from public.casino where slug = 'harbor')`,
  ],
];

describe('the version changes with', () => {
  it.each(CHANGES)('%s', async (_, change) => {
    const seated = await desk.seat();
    const before = await getEtag();
    expect((await getFloor(before)).status).toBe(304);
    await change(seated);
    const answer = await getFloor(before);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('etag')).not.toBe(before);
  });

  it('the gaming day', async () => {
    // Twenty-six hours apart: whatever the time is, the one is on an earlier day than the other.
    const moveTo = (timeZone: string) => stack.sql`
      update public.casino_settings set time_zone = ${timeZone}
      where casino_id = (select id from public.casino where slug = 'harbor')`;
    await moveTo('Etc/GMT+12');
    const before = await getEtag();
    await moveTo('Etc/GMT-14');
    expect((await getFloor(before)).status).toBe(200);
  });
});

describe('the version stays with', () => {
  it('whatever happens in the other casino', async () => {
    const before = await getEtag();
    const foreign = await findLiveSlip(stack.sql, 'summit');
    const reward = { ratingSlipId: foreign.id, points: 5, reason: 'promotion' };
    expect((await desk.post('/loyalty/mid-session-rewards', reward, newId(), OTHER_PIT_BOSS)).status).toBe(201);
    const [table, player] = [await desk.addTable('craps', { casino: 'summit' }), await desk.enrol(OTHER_PIT_BOSS)];
    const opened = await desk.open({ playerId: player.id, tableId: table.id }, newId(), OTHER_PIT_BOSS);
    expect(opened.status).toBe(201);
    expect(await getEtag()).toBe(before);
  });

  it('a refused call, also one that got as far as the locks', async () => {
    const [one, two] = [await desk.seat(), await desk.seat()];
    const before = await getEtag();
    const refused = [
      await desk.step(one.slip.id, 'resume'),
      await desk.move(one.slip.id, two.table.id, 1),
      await desk.open({ playerId: one.player.id, tableId: one.table.id, seat: 2 }),
      await desk.endVisit(one.slip.visitId),
      await desk.post('/loyalty/mid-session-rewards', { ratingSlipId: one.slip.id, points: 5000, reason: 'promotion' }),
    ];
    expect(refused.map(({ body }) => body.ok)).toEqual([false, false, false, false, false]);
    expect(await getEtag()).toBe(before);
  });

  it('a replay', async () => {
    const { slip } = await desk.seat();
    const key = newId();
    await desk.setAverageBet(slip.id, 123, key);
    const before = await getEtag();
    expect((await desk.setAverageBet(slip.id, 123, key)).status).toBe(200);
    expect(await getEtag()).toBe(before);
  });

  it('what the pit screen does not show: someone enrolled, a visit begun, a player renamed who is not seated', async () => {
    const before = await getEtag();
    const player = await desk.enrol();
    await desk.checkIn(player.id);
    await stack.sql`update public.player set last_name = 'Renamed' where id = ${player.id}`;
    expect(await getEtag()).toBe(before);
  });

  it('the clock: seconds and theo grow by themselves on the screen', async () => {
    const { slip } = await desk.seat();
    const before = await getEtag();
    const first = await findOnFloor(slip.id);
    await expect.poll(async () => (await findOnFloor(slip.id))?.asOf).not.toBe(first?.asOf);
    expect(await getEtag()).toBe(before);
  });
});
