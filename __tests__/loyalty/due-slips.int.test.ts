import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { DueSlip, PlayerVisit, SlipResult } from '@/services/floor/dtos';
import type { LedgerEntry, LedgerPosting } from '@/services/loyalty/dtos';
import { dataOf } from '../floor/floor-desk';
import { liftRewardRate } from '../support/ledger';
import { ADMIN, type Email, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createLoyaltyDesk, type LoyaltyDesk, MANAGER } from './loyalty-desk';

let stack: TestStack;
let desk: LoyaltyDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createLoyaltyDesk(stack);
  await liftRewardRate(stack.sql);
});
afterAll(() => stack.dispose());

const HOUR = 3600;
const get = async <T>(path: string, as: Email): Promise<T> => dataOf(await stack.http(as, 'GET', path));
const dueOf = async (playerId: string, as: Email = MANAGER) =>
  (await get<{ items: PlayerVisit[] }>(`/players/${playerId}/visits`, as)).items.flatMap(({ dueSlips }) => dueSlips);
const heldSlips = async (query = '') =>
  get<{ items: DueSlip[]; nextCursor: string | null }>(`/rating-slips/held${query}`, MANAGER);
const settle = (slipId: string, key = newId()) =>
  stack.http(MANAGER, 'POST', `/rating-slips/${slipId}/settle`, { body: { note: 'Seen at the table' }, key });
const words = (slips: DueSlip[]) => slips.map(({ id, duePoints, dueBecause }) => ({ id, duePoints, dueBecause }));

/** The worker, which belongs to no casino. */
const endVisits = async () =>
  expect(await stack.rpc('service', 'rpc_worker_end_visits', {})).toMatchObject({ body: { failed: 0 } });

/** An hour of play worth 700 points that nobody ended for days. */
async function forgotten(days = 5) {
  const { slip, player } = await desk.floor.seat('blackjack', 10_000);
  await stack.sql`update public.visit set started_at = started_at - make_interval(days => ${days}) where id = ${slip.visitId}`;
  await stack.sql`
    update public.rating_slip set started_at = started_at - make_interval(days => ${days}),
      bet_entry = jsonb_build_object('at', now() - make_interval(days => ${days}) + interval '1 hour')
    where id = ${slip.id}`;
  return { slip, player };
}

async function isRunning(visitId: string): Promise<boolean> {
  const [row] = await stack.sql<
    { running: boolean }[]
  >`select ended_at is null as running from public.visit where id = ${visitId}`;
  return row?.running ?? false;
}

/** What was set by mistake is over, as compliance would say. */
const lift = (playerId: string) => stack.sql`
  update public.player_exclusion set lifted_at = now(), lifted_by_staff_id = set_by_staff_id, lift_reason = 'By mistake'
  where player_id = ${playerId}`;

describe('slips that wait for a manager', () => {
  it('closed by the house are found from the players and on the visit, until they are settled once', async () => {
    const { slip, player } = await forgotten();
    await endVisits();
    const held = [{ id: slip.id, duePoints: 700, dueBecause: 'held' }];
    expect(words(await dueOf(player.id))).toEqual(held);
    expect(words(await dueOf(player.id, PIT_BOSS))).toEqual(held);
    expect(words((await heldSlips()).items)).toContainEqual(held[0]);
    const key = newId();
    const first = dataOf<LedgerPosting>(await settle(slip.id, key));
    expect(first.entry.points).toBe(700);
    expect(dataOf(await settle(slip.id, key))).toMatchObject({ isExisting: true, entry: { id: first.entry.id } });
    expect(await dueOf(player.id)).toEqual([]);
    expect((await heldSlips()).items.map(({ id }) => id)).not.toContain(slip.id);
  });

  it('come page by page, newest first, each once', async () => {
    const ids: string[] = [];
    for (let made = 0; made < 3; made += 1) ids.push((await forgotten()).slip.id);
    await endVisits();
    const { items } = await heldSlips('?limit=200');
    const first = await heldSlips('?limit=2');
    const second = await heldSlips(`?limit=200&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(items.map(({ id }) => id));
    const lost = await stack.http(MANAGER, 'GET', `/rating-slips/held?cursor=${newId()}`);
    expect(lost.body).toMatchObject({ code: 'VALIDATION_FAILED', details: { fields: { cursor: expect.any(String) } } });
    expect(items.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
    expect(items.map(({ id }) => id)).toEqual(
      items
        .map(({ id }) => id)
        .toSorted()
        .toReversed(),
    );
  });

  it('whose points were taken back are offered to who may settle, and to nobody else', async () => {
    const { slip, player } = await desk.floor.seat('blackjack', 10_000);
    await desk.floor.setBack(slip.id, HOUR);
    const closed = dataOf<SlipResult>(await desk.floor.step(slip.id, 'close'));
    expect(await dueOf(player.id)).toEqual([]);
    const ledger = await get<{ items: LedgerEntry[] }>(`/players/${player.id}/ledger`, MANAGER);
    const points = ledger.items[0]?.points;
    await desk.reverse(ledger.items[0]?.id ?? '');
    expect(words(await dueOf(player.id))).toEqual([{ id: closed.id, duePoints: points, dueBecause: 'taken_back' }]);
    expect(await dueOf(player.id, PIT_BOSS)).toEqual([]);
    dataOf(await settle(slip.id));
    expect(await dueOf(player.id)).toEqual([]);
  });

  it('closed while their player was excluded are offered once the exclusion is lifted', async () => {
    const { slip, player } = await desk.floor.seat('blackjack', 10_000);
    await desk.floor.setBack(slip.id, HOUR);
    await stack.sql`
      insert into public.player_exclusion (casino_id, player_id, kind, starts_at, reason, set_by_staff_id)
      select casino_id, ${player.id}, 'self', now(), 'by mistake', id from public.staff where email = 'compliance@harbor.example'`;
    await desk.floor.step(slip.id, 'close');
    expect(await dueOf(player.id)).toEqual([]);
    await lift(player.id);
    expect(await dueOf(player.id)).toMatchObject([{ id: slip.id, dueBecause: 'earned_nothing' }]);
    expect(await dueOf(player.id, PIT_BOSS)).toEqual([]);
  });

  it('closed by the house go on waiting where settling is refused', async () => {
    const { slip, player } = await forgotten();
    await endVisits();
    await stack.sql`
      insert into public.player_exclusion (casino_id, player_id, kind, starts_at, reason, set_by_staff_id)
      select casino_id, ${player.id}, 'barred', now(), 'by mistake', id from public.staff where email = 'compliance@harbor.example'`;
    expect(await settle(slip.id)).toMatchObject({ status: 409, body: { code: 'PLAYER_EXCLUDED' } });
    expect(words(await dueOf(player.id))).toEqual([{ id: slip.id, duePoints: 0, dueBecause: 'held' }]);
    await lift(player.id);
    expect(dataOf<LedgerPosting>(await settle(slip.id)).entry.points).toBe(700);
  });

  it('are none where play was worth nothing or its visit is unrated', async () => {
    const { slip, player } = await desk.floor.seat('blackjack', 10_000);
    await stack.sql`update public.visit set kind = 'unrated' where id = ${slip.visitId}`;
    await desk.floor.setBack(slip.id, HOUR);
    await desk.floor.step(slip.id, 'close');
    expect(await dueOf(player.id)).toEqual([]);
  });
});

describe('a visit that nobody ended', () => {
  const setDays = async (autoEndVisitsAfterDays: number | null) =>
    dataOf(await stack.http(ADMIN, 'PATCH', '/casino/settings', { body: { autoEndVisitsAfterDays }, key: newId() }));

  it('stays open where the setting is off', async () => {
    const { slip } = await forgotten(20);
    await setDays(null);
    await endVisits();
    expect(await isRunning(slip.visitId)).toBe(true);
    await setDays(2);
    await endVisits();
    expect(await isRunning(slip.visitId)).toBe(false);
  });

  it('that nobody rates leaves nobody a slip to settle', async () => {
    const { slip, player } = await forgotten();
    await stack.sql`update public.visit set kind = 'unrated' where id = ${slip.visitId}`;
    await endVisits();
    expect(await isRunning(slip.visitId)).toBe(false);
    expect(await dueOf(player.id)).toEqual([]);
    expect((await heldSlips()).items.map(({ id }) => id)).not.toContain(slip.id);
  });

  it('stays open where somebody came back to it', async () => {
    const { slip, player } = await forgotten();
    const table = await desk.floor.addTable();
    dataOf(await desk.floor.open({ visitId: slip.visitId, tableId: table.id }));
    await endVisits();
    expect(await isRunning(slip.visitId)).toBe(true);
    expect(await dueOf(player.id)).toEqual([]);
  });
});
