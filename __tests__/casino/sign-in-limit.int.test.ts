import { NextRequest } from 'next/server';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ADDRESS_HEADER, sealedAddress } from '@/lib/server/client-address';
import { DEMO_PASSWORD } from '../../supabase/embedded/demo';
import { cookieHeader, cookiesOf, HOST, ORIGIN, signIn } from '../api/browser';
import { dataOf } from '../floor/floor-desk';
import { type Answer, type Email, startTestStack, type TestStack } from '../support/stack';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack({ connections: 10 });
});
afterAll(() => stack.dispose());
beforeEach(async () => {
  await stack.sql`delete from app.sign_in_try`;
});

const EMAIL: Email = 'dealer@harbor.example';
const OTHER: Email = 'cashier@harbor.example';
const IN = { status: 200, body: { code: 'OK' } };
const WRONG = { status: 401, body: { code: 'INVALID_CREDENTIALS' } };
const BLOCKED = { status: 429, body: { code: 'TOO_MANY_ATTEMPTS' } };

const guess = (address: string, headers: Record<string, string> = {}, email: string = EMAIL) =>
  signIn(stack, { email, password: 'Not the password', address, headers });
const enter = (address: string, headers: Record<string, string> = {}, email: string = EMAIL) =>
  signIn(stack, { email, address, headers });

/** What a device keeps after a sign-in, and shows at the next. */
const deviceOf = (answer: Answer) => ({
  cookie: cookieHeader(cookiesOf(answer).filter(({ name }) => name.endsWith('-device'))),
});

/** As after so many failures under everything that was counted, just now: a wait that outlasts a slow machine. */
const failedOften = (failures = 20) => stack.sql`update app.sign_in_try set failures = ${failures}, last_at = now()`;

const hexOf = (number: number) => number.toString(16).padStart(64, '0');
const serverKey = () => String(process.env.PITSIDE_SERVER_KEY);

/** Wrong tries from as many addresses, none of which fails often. */
const failEverywhere = (times: number, email: string = EMAIL) => stack.sql`
  select app.take_try(app.knock_of(${serverKey()}, ${email}, encode(sha256(n::text::bytea), 'hex'), null), 'sign_in')
  from generate_series(1, ${times}) n`;

describe('failures', () => {
  it('eight wrong tries from elsewhere do not keep a known device out', async () => {
    const device = deviceOf(await enter('10.0.0.1'));
    for (let tries = 0; tries < 8; tries += 1) await guess(`10.6.6.${tries % 2}`);
    await failedOften();
    expect(await enter('10.6.6.0')).toMatchObject(BLOCKED);
    expect(await enter('10.6.6.0', device)).toMatchObject(IN);
    // Nor anybody who comes from anywhere else.
    expect(await enter('10.0.0.2')).toMatchObject(IN);
  });

  it('make whoever fails wait longer each time, at one account and from one address, even with the right password', async () => {
    for (let tries = 0; tries < 5; tries += 1) expect(await guess('10.0.1.1')).toMatchObject(WRONG);
    const waits = await stack.sql<{ seconds: number }[]>`
      select app.seconds_to_wait(row('pair', '', n, now(), now(), false), 5, 2, now()) as seconds
      from unnest(array[4, 5, 6, 9, 13, 14, 500]) n`;
    expect(waits.map(({ seconds }) => seconds)).toEqual([0, 2, 4, 32, 512, 900, 900]);
    await failedOften();
    for (const email of [EMAIL, EMAIL.toUpperCase()]) {
      const answer = await enter('10.0.1.1', {}, email);
      expect(answer).toMatchObject(BLOCKED);
      const seconds = Number(answer.headers.get('retry-after'));
      expect(seconds).toBeGreaterThan(60);
      expect(seconds).toBeLessThanOrEqual(900);
      expect(answer.body.details).toEqual({ retryAfterSeconds: seconds });
      expect(cookiesOf(answer)).toEqual([]);
    }
    // The wait is over: in, and what failed before is forgotten.
    await stack.sql`update app.sign_in_try set last_at = now() - interval '16 minutes'`;
    expect(await enter('10.0.1.1')).toMatchObject(IN);
    expect(await stack.sql`select 1 from app.sign_in_try where kind = 'pair'`).toHaveLength(0);
  });

  it('of one account from everywhere make it wait on devices that it does not know, and on no other', async () => {
    const device = deviceOf(await enter('10.0.2.1'));
    await failEverywhere(100);
    await failedOften(120);
    const [counted] = await stack.sql`select count(*)::integer as rows from app.sign_in_try where kind = 'account'`;
    expect(counted?.rows).toBe(1);
    expect(await enter('10.0.2.2')).toMatchObject(BLOCKED);
    expect(await enter('10.0.2.2', device)).toMatchObject(IN);
    expect(await enter('10.0.2.2', {}, OTHER)).toMatchObject(IN);
  });

  it('of many accounts make an address wait, and no known device behind it', async () => {
    const device = deviceOf(await enter('10.0.3.1'));
    await stack.sql`
      select app.take_try(app.knock_of(${serverKey()}, n || '@nowhere.example', encode(sha256('10.0.3.1'), 'hex'), null), 'sign_in')
      from generate_series(1, 99) n`;
    await guess('10.0.3.1', {}, 'nobody@nowhere.example');
    await stack.sql`update app.sign_in_try set failures = 120, last_at = now() where kind = 'address'`;
    expect(await enter('10.0.3.1', {}, OTHER)).toMatchObject(BLOCKED);
    expect(await enter('10.0.3.1', device)).toMatchObject(IN);
    expect(await enter('10.0.3.2', {}, OTHER)).toMatchObject(IN);
  });

  it('are forgotten one by one; a sign-in takes its own back, and not those of others', async () => {
    await failEverywhere(10);
    expect(await enter('10.0.4.1')).toMatchObject(IN);
    const failures = async () => {
      const [row] = await stack.sql<{ failures: number }[]>`
        select round(app.remembered_failures(t, 360, now()))::integer as failures from app.sign_in_try t where kind = 'account'`;
      return row?.failures;
    };
    expect(await failures()).toBe(10);
    await stack.sql`update app.sign_in_try set last_at = last_at - interval '18 minutes'`;
    expect(await failures()).toBe(7);
  });

  it('that nobody could look at are none', async () => {
    const real = globalThis.fetch;
    const away = vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
      if (String(input instanceof Request ? input.url : input).includes('/auth/v1/token')) throw new TypeError('away');
      return real(input, init);
    });
    for (let tries = 0; tries < 6; tries += 1) expect(await enter('10.0.5.1')).toMatchObject({ status: 503 });
    away.mockRestore();
    expect(await enter('10.0.5.1')).toMatchObject(IN);
  });
});

describe('two web servers', () => {
  /** A server of its own: nothing of its code's memory is another's. */
  async function startServer() {
    vi.resetModules();
    const [{ POST }, addresses] = await Promise.all([
      import('@/app/api/v1/session/route'),
      import('@/lib/server/client-address'),
    ]);
    return async (password: string) => {
      const headers = {
        host: HOST,
        origin: ORIGIN,
        'content-type': 'application/json',
        [addresses.ADDRESS_HEADER]: addresses.sealedAddress('10.1.0.1'),
      };
      const body = JSON.stringify({ email: EMAIL, password });
      const request = new NextRequest(`${ORIGIN}/api/v1/session`, { method: 'POST', headers, body });
      return (await POST(request, { params: Promise.resolve({}) })).status;
    };
  }

  it('count to the same: of guesses at both at once no more are looked at than of guesses at one', async () => {
    const [one, another] = [await startServer(), await startServer()];
    expect(await one('wrong')).toBe(401);
    // The next failure is the fourteenth, and makes one wait for a quarter of an hour.
    await stack.sql`
      update app.sign_in_try set failures = 13.3, last_at = now() - interval '10 minutes' where kind = 'pair'`;
    const statuses = await Promise.all(
      Array.from({ length: 20 }, (_, number) => (number % 2 ? one : another)(`guess ${number}`)),
    );
    expect(statuses.filter((status) => status === 401)).toHaveLength(1);
    expect(statuses.filter((status) => status === 429)).toHaveLength(19);
    expect(await one(DEMO_PASSWORD)).toBe(429);
    expect(await another(DEMO_PASSWORD)).toBe(429);
  });
});

describe('a device', () => {
  it('is known by a cookie that no script reads, is kept by a sign-out, and lapses after 90 days', async () => {
    const https = { 'x-forwarded-proto': 'https' };
    const answer = await signIn(stack, { email: EMAIL, headers: https });
    const [cookie] = cookiesOf(answer).filter(({ name }) => name.endsWith('-device'));
    expect([...(cookie?.attributes ?? [])]).toEqual(
      expect.arrayContaining(['httponly', 'secure', 'samesite=lax', 'path=/', 'max-age=7776000']),
    );
    const headers = { cookie: cookieHeader(cookiesOf(answer)), host: HOST, origin: ORIGIN, ...https };
    const left = await stack.http(null, 'DELETE', '/session', { headers });
    expect(cookiesOf(left).map(({ name }) => name)).not.toContain(cookie?.name);
    const device = { ...deviceOf(answer), ...https };
    await failEverywhere(1);
    await failedOften(120);
    expect(await enter('10.2.0.1', device)).toMatchObject(IN);
    await stack.sql`update app.known_device set lapses_at = now()`;
    expect(await enter('10.2.0.1', device)).toMatchObject(BLOCKED);
  });

  it('counts for the accounts that signed in on it, and a made-up one for none', async () => {
    const device = deviceOf(await enter('10.2.1.1'));
    const shared = deviceOf(await enter('10.2.1.1', device, OTHER));
    expect(shared).toEqual(device);
    await failEverywhere(1);
    await failEverywhere(1, 'pitboss@harbor.example');
    await failedOften(120);
    expect(await enter('10.2.1.2', device, 'pitboss@harbor.example')).toMatchObject(BLOCKED);
    expect(await enter('10.2.1.2', { cookie: device.cookie.replace(/.$/, 'x') })).toMatchObject(BLOCKED);
    expect(await enter('10.2.1.2', device)).toMatchObject(IN);
    expect(await enter('10.2.1.2', device, OTHER)).toMatchObject(IN);
  });

  it('is counted for itself: who guesses on it waits there, each account for itself, and nowhere else', async () => {
    const device = deviceOf(await enter('10.2.2.1'));
    await enter('10.2.2.1', device, OTHER);
    for (let tries = 0; tries < 5; tries += 1) expect(await guess('10.2.2.1', device)).toMatchObject(WRONG);
    expect(await stack.sql`select 1 from app.sign_in_try where kind in ('account', 'pair') and failures >= 1`).toEqual(
      [],
    );
    await failedOften();
    expect(await enter('10.2.2.9', device)).toMatchObject(BLOCKED);
    expect(await enter('10.2.2.9', device, OTHER)).toMatchObject(IN);
    await stack.sql`delete from app.sign_in_try where kind <> 'device'`;
    expect(await enter('10.2.2.9')).toMatchObject(IN);
  });

  it('is one of the newest twenty of an account', async () => {
    for (let devices = 0; devices < 3; devices += 1) await enter('10.2.3.1');
    await stack.sql`
      select app.keep_device(app.knock_of(${serverKey()}, ${EMAIL}, ${hexOf(1)}, null), null) from generate_series(1, 25)`;
    const rows = await stack.sql`select account, count(*)::integer as devices from app.known_device group by account`;
    expect(Math.max(...rows.map(({ devices }) => devices))).toBe(20);
  });
});

describe('the store', () => {
  it('has neither an e-mail address nor a network address, in clear or by a hash that anybody can make', async () => {
    await guess('10.3.0.77');
    await enter('10.3.0.77');
    const rows = await stack.sql<{ text: string }[]>`
      select t::text as text from app.sign_in_try t union all select d::text from app.known_device d
      union all select a::text from public.audit_log a where a.action like 'staff.%sign_in'`;
    expect(rows.length).toBeGreaterThan(3);
    const [hashes] = await stack.sql<Record<string, string>[]>`
      select encode(sha256(${EMAIL}), 'hex') as email, encode(sha256('10.3.0.77'), 'hex') as address`;
    const text = rows.map((row) => row.text).join('\n');
    for (const secret of [EMAIL, '10.3.0.77', ...Object.values(hashes ?? {})])
      expect(text.includes(secret) || text.includes(Buffer.from(secret).toString('hex'))).toBe(false);
  });

  it('keeps within a bound whatever is tried, and forgets last who failed most', async () => {
    await guess('10.3.1.1');
    await failedOften();
    await stack.sql`update app.sign_in_try set forgotten_at = now() + interval '20 hours'`;
    await stack.sql`
      insert into app.sign_in_try (kind, key, failures, last_at, forgotten_at)
      select 'pair', sha256(n::text::bytea), 1, now(), now() + interval '1 hour' from generate_series(1, 100500) n`;
    await stack.sql`
      insert into app.sign_in_try (kind, key, failures, last_at, forgotten_at)
      select 'pair', sha256(('gone' || n)::bytea), 1, now() - interval '2 hours', now() - interval '1 hour'
      from generate_series(1, 500) n`;
    // One of those addresses at which it is seen to.
    const [{ address } = { address: '' }] = await stack.sql<{ address: string }[]>`
      select encode(sha256(n::text::bytea), 'hex') as address from generate_series(1, 5000) n
      where get_byte((app.knock_of(${serverKey()}, 'x@y.example', encode(sha256(n::text::bytea), 'hex'), null)).pair, 0) = 0
      limit 1`;
    await stack.sql`
      select app.take_try(app.knock_of(${serverKey()}, 'x@y.example', ${address}, null), 'sign_in')`;
    const [left] = await stack.sql`
      select count(*) <= 100000 as within, count(*) filter (where failures = 20 and kind <> 'trail')::integer as "whoFailedMost",
        count(*) filter (where forgotten_at < now())::integer as gone from app.sign_in_try`;
    expect(left).toEqual({ within: true, whoFailedMost: 3, gone: 0 });
  });

  it.each([
    ['rpc_guest_try_sign_in', {}],
    ['rpc_guest_settle_sign_in', { p_outcome: 'entered' }],
  ])(
    'is reached by %s with the key of a web server only: nobody else blocks anybody, or takes a try back',
    async (name, more) => {
      await guess('10.3.2.1');
      const before = await stack.sql`select kind, key, failures from app.sign_in_try order by kind, key`;
      for (const p_token of ['', 'made up', process.env.SUPABASE_PUBLISHABLE_KEY])
        expect(await stack.rpc('anon', name, { p_token, p_email: EMAIL, p_address: hexOf(1), ...more })).toMatchObject({
          status: 503,
          body: { message: 'SERVER_KEY_UNKNOWN' },
        });
      expect(await stack.sql`select kind, key, failures from app.sign_in_try order by kind, key`).toEqual(before);
    },
  );

  it('takes two keys while one is changed for another', async () => {
    const known = async (token: string) => {
      const call = { p_token: token, p_email: EMAIL, p_address: hexOf(1) };
      return (await stack.rpc('anon', 'rpc_guest_try_sign_in', call)).status;
    };
    for (const key of ['second', 'third']) await stack.sql`select app.know_server(app.link_hash(${key}))`;
    expect([await known('second'), await known('third'), await known(serverKey())]).toEqual([200, 200, 503]);
    await stack.sql`select app.know_server(app.link_hash(${serverKey()}))`;
    expect(await known(serverKey())).toBe(200);
  });
});

describe('on record', () => {
  const trail = async (email: string = EMAIL) =>
    stack.sql<{ action: string; outcome: string; staffId: string | null; after: Record<string, unknown> }[]>`
      select action, outcome, a.staff_id as "staffId", after from public.audit_log a
      join public.staff s on s.casino_id = a.casino_id and s.id = a.entity_id and s.email = ${email}
      where action in ('staff.sign_in', 'staff.fail_sign_in', 'staff.block_sign_in', 'staff.refuse_sign_in', 'staff.end_session')
      order by a.id`;
  const PIT_BOSS = 'pitboss@summit.example';

  it('are sign-in, failures, waits and sign-out, with the account and the address as a hash', async () => {
    await guess('10.4.0.1', {}, PIT_BOSS);
    await guess('10.4.0.1', {}, PIT_BOSS);
    await stack.sql`update app.sign_in_try set failures = 13.3, last_at = now() - interval '10 minutes' where kind = 'pair'`;
    await guess('10.4.0.1', {}, PIT_BOSS);
    for (let tries = 0; tries < 3; tries += 1) expect(await enter('10.4.0.1', {}, PIT_BOSS)).toMatchObject(BLOCKED);
    const answer = await enter('10.4.0.2', {}, PIT_BOSS);
    const headers = { cookie: cookieHeader(cookiesOf(answer)), host: HOST, origin: ORIGIN };
    await stack.http(null, 'DELETE', '/session', {
      headers: { ...headers, [ADDRESS_HEADER]: sealedAddress('10.4.0.2') },
    });
    // Room in the trail goes to what is on record, and to nothing else that is tried.
    const [room] = await stack.sql`select round(failures)::integer as taken from app.sign_in_try where kind = 'trail'`;
    expect(room?.taken).toBe(3);
    const rows = await trail(PIT_BOSS);
    expect(rows.map(({ action, outcome }) => [action, outcome])).toEqual([
      ['staff.fail_sign_in', 'refused'],
      ['staff.fail_sign_in', 'refused'],
      ['staff.block_sign_in', 'refused'],
      ['staff.sign_in', 'done'],
      ['staff.end_session', 'done'],
    ]);
    const [first, longer, blocked, entered, left] = rows;
    expect(first).toMatchObject({ staffId: null, after: { failures: 1, account_failures: 1, is_known_device: false } });
    expect(longer?.after).toMatchObject({ failures: 14, account_failures: 3 });
    expect(blocked?.after.wait_seconds).toBeGreaterThan(800);
    expect(entered?.staffId).toEqual(left?.staffId);
    expect(first?.after.address).toMatch(/^[0-9a-f]{16}$/);
    expect(blocked?.after.address).toBe(first?.after.address);
    expect(left?.after.address).toBe(entered?.after.address);
    expect(left?.after.address).not.toBe(first?.after.address);
    const read = dataOf<{ items: { action: string }[] }>(
      await stack.http('compliance@summit.example', 'GET', '/audit?entity=staff&outcome=refused'),
    );
    expect(read.items.map(({ action }) => action)).toContain('staff.block_sign_in');
  });

  it('is who is not let in, and what is nobody’s belongs in no trail', async () => {
    const email = 'compliance@harbor.example';
    await stack.sql`update public.staff set is_active = false where email = ${email}`;
    expect(await enter('10.4.1.1', {}, email)).toMatchObject({ status: 403 });
    expect((await trail(email)).map(({ action }) => action)).toEqual(['staff.refuse_sign_in']);
    const count = async () => (await stack.sql`select count(*)::integer as rows from public.audit_log`)[0]?.rows;
    const before = await count();
    await guess('10.4.1.1', {}, 'nobody@harbor.example');
    expect(await count()).toBe(before);
  });

  it('is no attack in full: twenty failures of an account, however many addresses they come from', async () => {
    const before = (await trail(OTHER)).length;
    await stack.sql`
      select public.rpc_guest_settle_sign_in(${serverKey()}, ${OTHER}, encode(sha256(n::text::bytea), 'hex'), 'wrong', 1)
      from generate_series(1, 200) n`;
    expect((await trail(OTHER)).length - before).toBe(20);
    await stack.sql`update app.sign_in_try set last_at = last_at - interval '1 hour' where kind = 'trail'`;
    await stack.sql`
      select public.rpc_guest_settle_sign_in(${serverKey()}, ${OTHER}, encode(sha256(n::text::bytea), 'hex'), 'wrong', 1)
      from generate_series(1, 200) n`;
    expect((await trail(OTHER)).length - before).toBe(30);
  });
});

it('an account that nobody has is asked about as one whose password is wrong, and answered at the same beat', async () => {
  const asked = async (email: string) => {
    const fetched = vi.spyOn(globalThis, 'fetch');
    const startedAt = performance.now();
    expect(await guess('10.5.0.1', {}, email)).toMatchObject(WRONG);
    const tookMs = performance.now() - startedAt;
    const urls = fetched.mock.calls.map(
      ([input]) => new URL(String(input instanceof Request ? input.url : input)).pathname,
    );
    fetched.mockRestore();
    expect(tookMs).toBeGreaterThan(490);
    return urls;
  };
  const unknown = await asked('nobody@harbor.example');
  expect(unknown).toEqual([
    '/rest/v1/rpc/rpc_guest_try_sign_in',
    '/auth/v1/token',
    '/rest/v1/rpc/rpc_guest_settle_sign_in',
  ]);
  expect(await asked(EMAIL)).toEqual(unknown);
});
