import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { Seating, SlipResult } from '@/services/floor/dtos';
import { ADMIN, type Answer, type Email, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createFloorDesk, dataOf, type FloorDesk, floorSnapshot, isSomeoneWaiting } from './floor-desk';

let stack: TestStack;
let desk: FloorDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createFloorDesk(stack);
});
afterAll(() => stack.dispose());

const COMPLIANCE: Email = 'compliance@harbor.example';
const REASON = 'Counted cards in March';
/** Nothing of an exclusion but that the player is not to be seated. */
const TELLS = /barred|exclu|counted|responsible/i;

const post = (path: string, body: object, as: Email = PIT_BOSS, key?: string) => desk.post(path, body, key, as);

async function exclude(playerId: string, times: { p_starts_at?: string; p_ends_at?: string } = {}): Promise<string> {
  const args = { p_player_id: playerId, p_kind: 'barred', p_reason: REASON, p_idempotency_key: newId(), ...times };
  const { status, body } = await stack.rpc(ADMIN, 'rpc_exclude_player', args);
  expect(status).toBe(200);
  return (body as { id: string }).id;
}

/** What compliance reads about a player of the attempts and confirmations, in order. */
async function onRecord(playerId: string) {
  return stack.sql`
    select action, outcome, staff_role as role, after from public.audit_log
    where entity_id = ${playerId} and action in ('exclusion.refuse_seat', 'exclusion.confirm_seat') order by id`;
}

/** Every way to a table, each for a player who is excluded once everything else is ready. */
const WAYS: [name: string, arrange: () => Promise<{ playerId: string; path: string; body: object }>][] = [
  ['checked in', async () => ({ ...(await player()), path: '/visits' })],
  ['seated by name', async () => ({ ...(await player()), ...(await seat()) })],
  [
    'seated on a visit that runs already',
    async () => {
      const { playerId } = await player();
      const visit = await desk.checkIn(playerId);
      const { path, body } = await seat();
      return { playerId, path, body: { ...body, visitId: visit.id, playerId: undefined } };
    },
  ],
  [
    'moved to another table',
    async () => {
      const { slip } = await desk.seat();
      const { id } = await desk.addTable();
      return { playerId: slip.playerId, path: `/rating-slips/${slip.id}/move`, body: { tableId: id, seat: 2 } };
    },
  ],
  [
    'back from a pause',
    async () => {
      const { slip } = await desk.seat();
      await desk.step(slip.id, 'pause');
      return { playerId: slip.playerId, path: `/rating-slips/${slip.id}/resume`, body: {} };
    },
  ],
];

async function player(): Promise<{ playerId: string; body: object }> {
  const { id } = await desk.enrol();
  return { playerId: id, body: { playerId: id } };
}

async function seat(): Promise<{ path: string; body: object }> {
  const { id } = await desk.addTable();
  return { path: '/rating-slips', body: { tableId: id, seat: 1, averageBetCents: 5_000 } };
}

/** What a way sends: the arranged body, with the player where it names one. */
function sent({ playerId, path, body }: { playerId: string; path: string; body: object }): object {
  return path === '/rating-slips' && !('visitId' in body) ? { ...body, playerId } : body;
}

/** All of the floor and the points; not the audit trail, where the attempt stays. */
async function floorAsItIs() {
  const { rest, ledger } = (await floorSnapshot(stack.sql)) as { rest: Record<string, unknown>; ledger: unknown };
  return { ...rest, audits: null, ledger };
}

async function expectHeld(playerId: string, act: () => Promise<Answer>): Promise<void> {
  const [before, attempts] = [await floorAsItIs(), (await onRecord(playerId)).length];
  const { status, body } = await act();
  expect(status).toBe(409);
  expect(body).toMatchObject({ ok: false, code: 'PLAYER_NOT_TO_BE_SEATED' });
  expect(JSON.stringify(body)).not.toMatch(TELLS);
  expect(body.details ?? {}).toEqual({});
  expect(await floorAsItIs()).toEqual(before);
  expect(await onRecord(playerId)).toHaveLength(attempts + 1);
}

describe.each(WAYS)('a barred player who would be %s', (_, arrange) => {
  it('is not, unless somebody who may know confirms it; either is on record for who may know alone', async () => {
    const way = await arrange();
    const { playerId, path } = way;
    await exclude(playerId);
    const body = sent(way);
    await expectHeld(playerId, () => post(path, body));
    // A pit boss may not know, so confirming is not theirs.
    await expectHeld(playerId, () => post(path, { ...body, confirmExcluded: true }));
    await expectHeld(playerId, () => post(path, body, ADMIN));

    const seated = await post(path, { ...body, confirmExcluded: true }, ADMIN);
    expect(seated).toMatchObject({ status: 201, body: { ok: true } });
    expect(JSON.stringify(seated.body.data)).not.toMatch(TELLS);
    expect((await onRecord(playerId)).map(({ action, outcome, role }) => [action, outcome, role])).toEqual([
      ['exclusion.refuse_seat', 'refused', 'pit_boss'],
      ['exclusion.refuse_seat', 'refused', 'pit_boss'],
      ['exclusion.refuse_seat', 'refused', 'admin'],
      ['exclusion.confirm_seat', 'done', 'admin'],
    ]);
    const read = (as: Email) =>
      stack.asRole('authenticated', as, async (sql) => {
        const rows = await sql`select id from public.audit_log where entity_id = ${playerId} and domain = 'exclusion'`;
        return rows.length;
      });
    // One more: the exclusion itself.
    expect(await read(COMPLIANCE)).toBe(5);
    expect(await read('loyalty@harbor.example')).toBe(0);
  });

  it('is, where no exclusion is in force: it was lifted, is over, or is to come', async () => {
    const way = await arrange();
    const [hour, now] = [3_600_000, Date.now()];
    const at = (ms: number) => new Date(now + ms).toISOString();
    const lifted = await exclude(way.playerId);
    await stack.rpc(ADMIN, 'rpc_lift_player_exclusion', {
      p_exclusion_id: lifted,
      p_reason: 'Another person',
      p_idempotency_key: newId(),
    });
    await exclude(way.playerId, { p_starts_at: at(-2 * hour), p_ends_at: at(-hour) });
    await exclude(way.playerId, { p_starts_at: at(hour) });
    expect((await post(way.path, sent(way))).status).toBe(201);
    expect(await onRecord(way.playerId)).toEqual([]);
  });
});

describe('a player who is barred while at a table', () => {
  it('can change seats at that table, be paused and be closed: none of it brings anybody to a table', async () => {
    const { slip, table } = await desk.seat();
    await exclude(slip.playerId);
    expect((await desk.move(slip.id, table.id, 4)).status).toBe(201);
    expect((await desk.setAverageBet(slip.id, 20_000)).status).toBe(201);
    expect((await desk.step(slip.id, 'pause')).status).toBe(201);
    expect((await desk.step(slip.id, 'close')).status).toBe(201);
    expect((await desk.endVisit(slip.visitId)).status).toBe(201);
    expect(await onRecord(slip.playerId)).toEqual([]);
  });

  it('was seated, whoever asks again under the key of then', async () => {
    const { playerId } = await player();
    const [{ path, body }, key] = [await seat(), newId()];
    const first = dataOf<SlipResult>(await post(path, { ...body, playerId }, PIT_BOSS, key));
    await exclude(playerId);
    const again = await post(path, { ...body, playerId }, PIT_BOSS, key);
    expect(again).toMatchObject({ status: 200, body: { data: { id: first.id, isExisting: true } } });
  });
});

describe('a player who was barred before the clock was set back', () => {
  it('is barred still, and one who is barred from tomorrow on is not barred today', async () => {
    const [barred, tomorrow] = [(await player()).playerId, (await player()).playerId];
    await exclude(barred);
    await exclude(tomorrow, { p_starts_at: new Date(Date.now() + 86_400_000).toISOString() });
    await stack.sql`alter table public.player_exclusion disable trigger player_exclusion_guard`;
    await stack.sql`
      update public.player_exclusion set starts_at = starts_at + interval '2 hours', created_at = created_at + interval '2 hours'
      where player_id in (${barred}, ${tomorrow})`;
    await stack.sql`alter table public.player_exclusion enable always trigger player_exclusion_guard`;
    await expectHeld(barred, () => post('/visits', { playerId: barred }));
    expect((await post('/visits', { playerId: tomorrow })).status).toBe(201);
  });
});

describe('before a player is seated', () => {
  const look = (as: Email, playerId: string) => stack.http(as, 'GET', `/players/${playerId}/seating`);

  it('who may know reads why, others that the player is held, and nobody else asks', async () => {
    const { playerId } = await player();
    expect(dataOf(await look(ADMIN, playerId))).toEqual({ playerId, isHeld: false, mayConfirm: true, exclusions: [] });
    const id = await exclude(playerId);
    expect(dataOf<Seating>(await look(ADMIN, playerId))).toMatchObject({
      isHeld: true,
      mayConfirm: true,
      exclusions: [{ id, kind: 'barred', reason: REASON, endsAt: null, setByName: expect.any(String) }],
    });
    const neutral = dataOf(await look(PIT_BOSS, playerId));
    expect(neutral).toEqual({ playerId, isHeld: true, mayConfirm: false, exclusions: [] });
    expect(await look('dealer@harbor.example', playerId)).toMatchObject({ status: 403 });
    expect(await look('admin@summit.example', playerId)).toMatchObject({
      status: 404,
      body: { code: 'PLAYER_NOT_FOUND' },
    });
  });
});

describe('an exclusion that is set between the look and the tap', () => {
  it('refuses the seat that waited for it', async () => {
    const { playerId } = await player();
    const { path, body } = await seat();
    const { late } = await stack.asRole('authenticated', ADMIN, async (sql) => {
      await sql`select public.rpc_exclude_player(${playerId}, 'barred', ${REASON}, ${newId()})`;
      const pending = post(path, { ...body, playerId });
      await expect.poll(() => isSomeoneWaiting(stack.sql)).toBe(true);
      return { late: pending };
    });
    expect((await late).body).toMatchObject({ code: 'PLAYER_NOT_TO_BE_SEATED' });
    const slips = await stack.sql`select id from public.rating_slip where player_id = ${playerId}`;
    expect(slips).toEqual([]);
  });
});
