import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { Me } from '@/services/casino/dtos';
import type { ParkedPerson } from '@/services/staff/dtos';
import { dataOf } from '../floor/floor-desk';
import { ADMIN, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { CASHIER, createStaffDesk, DEALER, type StaffDesk } from './staff-desk';
import { createTablet, type Tablet } from './tablet';

const PIN = '270914';
const WRONG = '270915';

let stack: TestStack;
let desk: StaffDesk;
let tablet: Tablet;
let pitBossId: string;
let dealerId: string;

beforeAll(async () => {
  stack = await startTestStack({ connections: 8 });
  desk = createStaffDesk(stack);
  [pitBossId, dealerId] = [await desk.idOf(PIT_BOSS), await desk.idOf(DEALER)];
});
afterAll(() => stack.dispose());
beforeEach(async () => {
  await stack.sql`delete from app.parked_session`;
  await stack.sql`delete from app.staff_pin`;
  await stack.sql`update public.staff set signed_out_before = null, is_active = true`;
  tablet = createTablet(stack);
});

const keysOf = async (staffId: string) =>
  Number((await stack.sql`select count(*) as n from app.parked_session where staff_id = ${staffId}`)[0]?.n);
const peopleOf = async () => dataOf<{ items: ParkedPerson[] }>(await tablet.parked()).items;
const triesOnRecord = () => stack.sql<{ after: { tries_left: number }; outcome: string; staff_id: string | null }[]>`
  select after, outcome, staff_id from public.audit_log
  where action = 'staff.try_pin' and entity_id = ${pitBossId} order by id desc limit 5`;
const spoil = async (times: number) => {
  const codes: string[] = [];
  for (let wrong = 0; wrong < times; wrong += 1) codes.push((await tablet.unlock(pitBossId, WRONG)).body.code);
  return codes;
};
/** A session that began so long ago. */
const age = (email: string, interval: string) => stack.sql`
  update auth.sessions set created_at = created_at - ${interval}::interval
  where user_id = (select user_id from public.staff where email = ${email})`;

describe('a personal PIN', () => {
  it('is set by the password, and its digits stand nowhere', async () => {
    await tablet.enter(PIT_BOSS);
    expect((await tablet.me()).body.data).toMatchObject({ staff: { hasPin: false } });
    const key = newId();
    expect(await tablet.setPin(PIN, undefined, key)).toMatchObject({ status: 201, body: { data: { hasPin: true } } });
    expect((await tablet.setPin(PIN, undefined, key)).status).toBe(200);
    expect((await tablet.me()).body.data).toMatchObject({ staff: { hasPin: true } });
    const [found] = await stack.sql`
      select (select count(*) from app.staff_pin p where p::text like ${`%${PIN}%`})
        + (select count(*) from public.audit_log a where a::text like ${`%"${PIN}%`}) as count`;
    expect(Number(found?.count)).toBe(0);
    const [row] = await stack.sql`select action, after from public.audit_log where idempotency_key = ${key}`;
    expect(row).toEqual({ action: 'staff.set_pin', after: { has_pin: true } });
  });

  it('leaves nothing in the trail at which a million PINs could be tried', async () => {
    await tablet.enter(PIT_BOSS);
    const keys = [newId(), newId()] as const;
    await tablet.setPin(PIN, undefined, keys[0]);
    await tablet.setPin('860413', undefined, keys[1]);
    const rows = await stack.sql`select request_hash from public.audit_log where idempotency_key in ${stack.sql(keys)}`;
    expect(rows[0]?.request_hash).toEqual(rows[1]?.request_hash);
  });

  it.each([
    ['all the same', '777777'],
    ['up', '345678'],
    ['up, past the nine', '890123'],
    ['down', '654321'],
    ['down, past the nought', '210987'],
    ['too short', '27091'],
    ['no digits', '27o914'],
  ])('that is easy or none (%s) is refused by the web app and by the database', async (_, pin) => {
    await tablet.enter(PIT_BOSS);
    expect(await tablet.setPin(pin)).toMatchObject({ status: 422, body: { code: 'VALIDATION_FAILED' } });
    expect(await stack.rpc(PIT_BOSS, 'rpc_set_pin', { p_pin: pin, p_idempotency_key: newId() })).toMatchObject({
      status: 422,
      body: { message: 'VALIDATION_FAILED' },
    });
    expect(await stack.sql`select 1 from app.staff_pin`).toEqual([]);
  });

  it('is not set by another password, nor past the web app by a token of earlier', async () => {
    await tablet.enter(PIT_BOSS);
    expect(await tablet.setPin(PIN, 'Not the password')).toMatchObject({ body: { code: 'PASSWORD_WRONG' } });
    await age(PIT_BOSS, '2 minutes');
    expect(await stack.rpc(PIT_BOSS, 'rpc_set_pin', { p_pin: PIN, p_idempotency_key: newId() })).toMatchObject({
      status: 403,
      body: { message: 'SIGN_IN_ANEW' },
    });
    expect(await stack.sql`select 1 from app.staff_pin`).toEqual([]);
  });
});

describe('a tablet that several people use', () => {
  it('is left by one, used by another, and taken up again by a PIN', async () => {
    await tablet.arriveAndPark(PIT_BOSS, PIN);
    expect((await tablet.me()).status).toBe(401);
    await tablet.arriveAndPark(DEALER, '135790');
    expect(await peopleOf()).toEqual([
      { staffId: pitBossId, name: expect.any(String), role: 'pit_boss' },
      { staffId: dealerId, name: expect.any(String), role: 'dealer' },
    ]);
    expect(await tablet.unlock(pitBossId, PIN)).toMatchObject({
      status: 200,
      body: { data: { staff: { id: pitBossId } } },
    });
    expect(dataOf<Me>(await tablet.me()).staff.id).toBe(pitBossId);
    // Who is at work waits for nobody's PIN; the other one still does.
    expect(await peopleOf()).toMatchObject([{ staffId: dealerId }]);
    const rows = await stack.sql`
      select action, staff_id from public.audit_log where entity_id = ${pitBossId} and domain = 'staff' order by id desc limit 2`;
    expect(rows).toEqual([
      { action: 'staff.unlock', staff_id: pitBossId },
      { action: 'staff.park', staff_id: pitBossId },
    ]);
  });

  it('parks a session again and again, each time the newest of it', async () => {
    await tablet.arriveAndPark(PIT_BOSS, PIN);
    for (const _ of [1, 2, 3]) {
      expect((await tablet.unlock(pitBossId, PIN)).status).toBe(200);
      expect((await tablet.park()).status).toBe(200);
    }
    expect(await keysOf(pitBossId)).toBe(1);
  });

  it('has nothing of the session in the open, and the database has nothing of the session at all', async () => {
    await tablet.enter(PIT_BOSS);
    await tablet.setPin(PIN);
    const [session] = [...tablet.jar].filter(([name]) => name.includes('auth-token'));
    const { refresh_token } = JSON.parse(
      Buffer.from(String(session?.[1]).slice('base64-'.length), 'base64url').toString(),
    ) as { refresh_token: string };
    await tablet.park();
    expect([...tablet.jar.values()].join()).not.toContain(refresh_token);
    const [key] = await stack.sql<{ key: string; all: string }[]>`
      select encode(seal_key, 'hex') as key, to_jsonb(p)::text as all from app.parked_session p`;
    expect(tablet.cookie()).not.toContain(key?.key);
    expect(key?.all).not.toContain(refresh_token);
    const [trail] = await stack.sql`
      select count(*) as n from public.audit_log a where a::text like ${`%${key?.key}%`} or a::text like '%park\\_%'`;
    expect(Number(trail?.n)).toBe(0);
  });

  it('keeps whose cookie was moved, cut or sealed for somebody else out', async () => {
    await tablet.arriveAndPark(PIT_BOSS, PIN);
    const [name = '', value = ''] = [...tablet.jar].find(([cookie]) => cookie.includes('parked')) ?? [];
    const at = value.indexOf('.') + 20;
    const changed = `${value.slice(0, at)}${value[at] === 'A' ? 'B' : 'A'}${value.slice(at + 1)}`;
    for (const spoiled of [value.slice(0, -4), changed]) {
      tablet.jar.set(name, spoiled);
      expect(await tablet.unlock(pitBossId, PIN)).toMatchObject({ body: { code: 'PARKED_SESSION_GONE' } });
    }
    tablet.jar.delete(name);
    tablet.jar.set(name.replace(pitBossId, dealerId), value);
    expect(await tablet.unlock(dealerId, PIN)).toMatchObject({ body: { code: 'PARKED_SESSION_GONE' } });
    expect((await tablet.me()).status).toBe(401);
  });

  it('is locked whatever a late answer puts into its cookies', async () => {
    await tablet.enter(PIT_BOSS);
    await tablet.setPin(PIN);
    const session = [...tablet.jar].filter(([name]) => name.includes('auth-token'));
    await tablet.park();
    for (const [name, value] of session) tablet.jar.set(name, value);
    expect((await tablet.me()).status).toBe(401);
    expect(await tablet.park()).toMatchObject({ status: 401 });
    expect((await tablet.unlock(pitBossId, PIN)).status).toBe(200);
    expect((await tablet.me()).status).toBe(200);
  });

  it('parks nobody without a PIN, nor for longer than twelve hours after they signed in in full', async () => {
    await tablet.enter(CASHIER);
    expect(await tablet.park()).toMatchObject({ status: 409, body: { code: 'PIN_NOT_SET' } });
    expect((await tablet.me()).status).toBe(200);
    await tablet.setPin(PIN);
    await age(CASHIER, '12 hours');
    expect(await tablet.park()).toMatchObject({ status: 403, body: { code: 'SIGN_IN_ANEW' } });
    await tablet.enter(CASHIER);
    expect((await tablet.park()).status).toBe(200);
    await stack.sql`update app.parked_session set lapses_at = now()`;
    expect(await tablet.unlock(await desk.idOf(CASHIER), PIN)).toMatchObject({ body: { code: 'PARKED_SESSION_GONE' } });
    expect(await peopleOf()).toEqual([]);
  });

  it('has eight people at most: of a ninth the first one makes room', async () => {
    await tablet.enter(PIT_BOSS);
    await tablet.setPin(PIN);
    const first = [...Array(8).keys()].map((place) => `00000000-0000-7000-8000-00000000000${place}`);
    const { port } = new URL(String(process.env.SUPABASE_URL));
    for (const id of first) tablet.jar.set(`sb-pitside${port}-parked.${id}`, 'token.sealed');
    await tablet.park();
    const people = [...tablet.jar.keys()].filter((cookie) => cookie.includes('parked'));
    expect(people).toHaveLength(8);
    expect(people.some((cookie) => cookie.endsWith(String(first[0])))).toBe(false);
    expect(people.at(-1)).toContain(pitBossId);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['deactivates them', () => desk.deactivate(pitBossId)],
    ['signs them out everywhere', () => desk.send('POST', `/staff/${pitBossId}/sign-out`, {})],
  ])('opens no more for whom an admin %s', async (_, end) => {
    await tablet.arriveAndPark(PIT_BOSS, PIN);
    await end();
    expect(await keysOf(pitBossId)).toBe(0);
    expect(await tablet.unlock(pitBossId, PIN)).toMatchObject({ body: { code: 'PARKED_SESSION_GONE' } });
    expect(await peopleOf()).toEqual([]);
  });

  it('opens no more by the PIN once the password is another', async () => {
    await tablet.arriveAndPark(CASHIER, PIN);
    const other = createTablet(stack);
    await other.enter(CASHIER);
    const change = { currentPassword: 'Pitside-demo-1', newPassword: 'Rain on the roof' };
    expect((await other.send('PUT', '/me/password', change, newId())).status).toBe(201);
    expect(await tablet.unlock(await desk.idOf(CASHIER), PIN)).toMatchObject({ body: { code: 'PARKED_SESSION_GONE' } });
  });

  it('lets nobody in whose licence has expired, where the casino stops them', async () => {
    await tablet.arriveAndPark(PIT_BOSS, PIN);
    await stack.sql`update public.casino_settings set stops_on_expired_licence = true`;
    await stack.sql`update public.staff set licence_expires_on = '2020-01-31' where id = ${pitBossId}`;
    expect(await tablet.unlock(pitBossId, PIN)).toMatchObject({ body: { code: 'PARKED_SESSION_GONE' } });
    await stack.sql`update public.casino_settings set stops_on_expired_licence = false`;
    expect((await tablet.unlock(pitBossId, PIN)).status).toBe(200);
  });
});

describe('wrong PINs', () => {
  it('are counted down, on record without their digits, and forgotten by a right one', async () => {
    await tablet.arriveAndPark(PIT_BOSS, PIN);
    const first = await tablet.unlock(pitBossId, WRONG);
    expect(first).toMatchObject({ status: 409, body: { code: 'PIN_WRONG', details: { triesLeft: 4 } } });
    expect(await triesOnRecord()).toEqual([{ after: { tries_left: 4 }, outcome: 'refused', staff_id: null }]);
    expect(await spoil(3)).toEqual(['PIN_WRONG', 'PIN_WRONG', 'PIN_WRONG']);
    expect((await tablet.unlock(pitBossId, PIN)).status).toBe(200);
    await tablet.park();
    expect(await tablet.unlock(pitBossId, WRONG)).toMatchObject({ body: { details: { triesLeft: 4 } } });
  });

  it('end the PIN at the fifth, on every tablet, until a full sign-in', async () => {
    const other = createTablet(stack);
    await other.arriveAndPark(PIT_BOSS, PIN);
    await tablet.enter(PIT_BOSS);
    await tablet.park();
    expect(await spoil(5)).toEqual(['PIN_WRONG', 'PIN_WRONG', 'PIN_WRONG', 'PIN_WRONG', 'PIN_ENDED']);
    expect(await keysOf(pitBossId)).toBe(0);
    for (const one of [tablet, other])
      expect(await one.unlock(pitBossId, PIN)).toMatchObject({ body: { code: 'PARKED_SESSION_GONE' } });
    await tablet.enter(PIT_BOSS);
    expect((await tablet.park()).status).toBe(200);
    expect((await tablet.unlock(pitBossId, PIN)).status).toBe(200);
  });

  it('keep a session from being parked that began before them', async () => {
    const other = createTablet(stack);
    await other.enter(PIT_BOSS);
    await tablet.arriveAndPark(PIT_BOSS, PIN);
    await spoil(5);
    expect(await other.park()).toMatchObject({ status: 409, body: { code: 'PIN_ENDED' } });
  });

  it('are five and no more, however many tablets try at once', async () => {
    await tablet.arriveAndPark(PIT_BOSS, PIN);
    const answers = await Promise.all(
      [...Array(12).keys()].map((digit) => tablet.unlock(pitBossId, `2709${30 + digit}`)),
    );
    const codes = answers.map(({ body }) => body.code);
    expect(codes.filter((code) => code === 'PIN_WRONG')).toHaveLength(4);
    // Whoever came after the fifth found the PIN ended, or the key gone already.
    expect(codes.filter((code) => ['PIN_ENDED', 'PARKED_SESSION_GONE'].includes(code))).toHaveLength(8);
    expect((await triesOnRecord()).map(({ after }) => after.tries_left).sort()).toEqual([0, 1, 2, 3, 4]);
    expect(await stack.sql`select wrong_tries from app.staff_pin where staff_id = ${pitBossId}`).toEqual([
      { wrong_tries: 5 },
    ]);
  });

  it('tell nothing before they are counted: a call that answers otherwise than by a token is none', async () => {
    await tablet.arriveAndPark(PIT_BOSS, PIN);
    const token = String([...tablet.jar].find(([name]) => name.includes('parked'))?.[1].split('.')[0]);
    const shapes = new Set<string>();
    for (const pin of [PIN, WRONG]) {
      const { status, body } = await stack.rpc('anon', 'rpc_guest_try_pin', { p_token: token, p_pin: pin });
      shapes.add(`${status} ${JSON.stringify(body).replace(/[0-9a-f]{64}/, '')}`);
    }
    expect([...shapes]).toEqual(['200 {"try_token":"try_"}']);
    expect(await stack.sql`select wrong_tries from app.staff_pin where staff_id = ${pitBossId}`).toEqual([
      { wrong_tries: 1 },
    ]);
  });

  it('a try that is a minute old, or whose session was parked anew, opens nothing', async () => {
    await tablet.arriveAndPark(PIT_BOSS, PIN);
    const token = String([...tablet.jar].find(([name]) => name.includes('parked'))?.[1].split('.')[0]);
    const { body } = await stack.rpc('anon', 'rpc_guest_try_pin', { p_token: token, p_pin: PIN });
    const tried = { p_token: (body as { try_token: string }).try_token };
    expect(await stack.rpc('anon', 'rpc_guest_unlock_session', tried)).toMatchObject({ status: 200 });
    await tablet.unlock(pitBossId, PIN);
    await tablet.park();
    expect(await stack.rpc('anon', 'rpc_guest_unlock_session', tried)).toMatchObject({ status: 409 });
    const again = await stack.rpc('anon', 'rpc_guest_try_pin', {
      p_token: String([...tablet.jar].find(([name]) => name.includes('parked'))?.[1].split('.')[0]),
      p_pin: PIN,
    });
    await stack.sql`update app.pin_try set lapses_at = now()`;
    const late = { p_token: (again.body as { try_token: string }).try_token };
    expect(await stack.rpc('anon', 'rpc_guest_unlock_session', late)).toMatchObject({
      body: { message: 'PARKED_SESSION_GONE' },
    });
  });

  it('a right PIN that waited behind the fifth wrong one opens nothing', async () => {
    await tablet.arriveAndPark(PIT_BOSS, PIN);
    const unlocking = await stack.sql.begin(async (sql) => {
      await sql`select 1 from app.staff_pin where staff_id = ${pitBossId} for update`;
      const waiting = tablet.unlock(pitBossId, PIN);
      await expect
        .poll(async () => (await stack.sql`select 1 from pg_locks where not granted`).length)
        .toBeGreaterThan(0);
      await sql`update app.staff_pin set wrong_tries = 5, ended_at = now() where staff_id = ${pitBossId}`;
      await sql`delete from app.parked_session where staff_id = ${pitBossId}`;
      return [waiting] as const;
    });
    expect(await unlocking[0]).toMatchObject({ body: { code: 'PIN_ENDED' } });
  });

  it('a right PIN that waited while the key was thrown away opens nothing', async () => {
    await tablet.arriveAndPark(PIT_BOSS, PIN);
    const unlocking = await stack.sql.begin(async (sql) => {
      await sql`select 1 from app.staff_pin where staff_id = ${pitBossId} for update`;
      const waiting = tablet.unlock(pitBossId, PIN);
      await expect
        .poll(async () => (await stack.sql`select 1 from pg_locks where not granted`).length)
        .toBeGreaterThan(0);
      await sql`delete from app.parked_session where staff_id = ${pitBossId}`;
      return [waiting] as const;
    });
    expect(await unlocking[0]).toMatchObject({ body: { code: 'PARKED_SESSION_GONE' } });
    expect((await tablet.me()).status).toBe(401);
  });
});

it('neither PINs nor keys can be read by any role of the API, not even an admin’s', async () => {
  await tablet.arriveAndPark(PIT_BOSS, PIN);
  for (const table of ['staff_pin', 'parked_session', 'pin_try'])
    await expect(
      stack.asRole('authenticated', ADMIN, (sql) => sql.unsafe(`select * from app.${table}`)),
    ).rejects.toThrow(/permission denied/);
});
