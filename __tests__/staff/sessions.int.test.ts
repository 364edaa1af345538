import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ADDRESS_HEADER, sealedAddress } from '@/lib/server/client-address';
import { newId } from '@/lib/shared/ids';
import { cookieHeader, cookiesOf, signIn } from '../api/browser';
import { ADMIN, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { CASHIER, createStaffDesk, DEALER, OTHER_ADMIN, type StaffDesk } from './staff-desk';

let stack: TestStack;
let desk: StaffDesk;
let dealerId: string;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createStaffDesk(stack);
  dealerId = await desk.idOf(DEALER);
});
afterAll(() => stack.dispose());
beforeEach(() => stack.sql`update public.staff set signed_out_before = null`);

/** The session of a browser, as its cookies. */
async function enter(email: string): Promise<string> {
  const answer = await signIn(stack, { email, address: newId() });
  expect(answer.status).toBe(200);
  return cookieHeader(cookiesOf(answer));
}
/** A token says the whole second in which it was issued, and one of the very second of a sign-out is refused. */
const aSecondPasses = () =>
  stack.sql`update public.staff set signed_out_before = signed_out_before - interval '1 second'`;
const me = (cookie: string) => stack.http(null, 'GET', '/me', { headers: { cookie } });
const leaveAll = (cookie: string, key = newId()) =>
  stack.http(null, 'POST', '/me/sign-out-everywhere', {
    body: {},
    key,
    headers: { cookie, host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000' },
  });
const signOut = (id: string, as = ADMIN) => desk.send('POST', `/staff/${id}/sign-out`, {}, { as });
const userIdOf = async (id: string) =>
  (await stack.sql`select user_id as id from public.staff where id = ${id}`)[0]?.id;

describe('signing out everywhere', () => {
  it('ends all of one’s sessions at their next request, this one too, and nobody else’s', async () => {
    const [one, other, colleague] = [await enter(DEALER), await enter(DEALER), await enter(CASHIER)];
    const key = newId();
    expect(await leaveAll(one, key)).toMatchObject({ status: 201, body: { data: { isSignedOut: true } } });
    for (const cookie of [one, other])
      expect(await me(cookie)).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
    expect((await me(colleague)).status).toBe(200);
    const [row] =
      await stack.sql`select action, staff_id, entity_id from public.audit_log where idempotency_key = ${key}`;
    expect(row).toEqual({ action: 'staff.sign_out', staff_id: dealerId, entity_id: dealerId });
    await aSecondPasses();
    expect((await me(await enter(DEALER))).status).toBe(200);
  });

  it('leaves nothing that a token could be renewed with', async () => {
    const password = 'Pitside-demo-1';
    const ask = (grant: string, body: object) =>
      fetch(`${stack.api.url}/auth/v1/token?grant_type=${grant}`, {
        method: 'POST',
        headers: { apikey: process.env.SUPABASE_PUBLISHABLE_KEY ?? '', 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const { refresh_token } = (await (await ask('password', { email: DEALER, password })).json()) as {
      refresh_token: string;
    };
    expect((await signOut(dealerId)).status).toBe(201);
    expect((await ask('refresh_token', { refresh_token })).ok).toBe(false);
    const userId = await userIdOf(dealerId);
    const left = await stack.sql`select id from auth.sessions where user_id = ${userId}`;
    expect(left).toEqual([]);
  });

  it('is in force past the web app, at every door: RPCs and tables', async () => {
    expect((await stack.rpc(DEALER, 'rpc_get_me', {})).status).toBe(200);
    await signOut(dealerId);
    expect(await stack.rpc(DEALER, 'rpc_get_me', {})).toMatchObject({
      status: 401,
      body: { message: 'UNAUTHENTICATED' },
    });
    const rows = await stack.asRole('authenticated', DEALER, (sql) => sql`select id from public.casino`);
    expect(rows).toEqual([]);
  });

  it('by an admin for a colleague lets them sign in again, and is on record', async () => {
    const cookie = await enter(DEALER);
    expect(await signOut(dealerId)).toMatchObject({ status: 201, body: { data: { id: dealerId, state: 'active' } } });
    expect((await me(cookie)).status).toBe(401);
    await aSecondPasses();
    expect((await me(await enter(DEALER))).status).toBe(200);
    const [row] = await stack.sql`
      select s.email as by from public.audit_log a join public.staff s on s.id = a.staff_id
      where action = 'staff.sign_out' and entity_id = ${dealerId} order by a.id desc limit 1`;
    expect(row).toEqual({ by: ADMIN });
  });

  it.each([PIT_BOSS, DEALER, CASHIER])('of a colleague is not for %s', async (as) => {
    const cookie = await enter('loyalty@harbor.example');
    const answer = await signOut(await desk.idOf('loyalty@harbor.example'), as);
    expect(answer).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    expect((await me(cookie)).status).toBe(200);
  });

  it('is out of reach of another casino’s admin', async () => {
    const cookie = await enter(DEALER);
    expect(await signOut(dealerId, OTHER_ADMIN)).toMatchObject({ status: 404, body: { code: 'STAFF_NOT_FOUND' } });
    expect((await me(cookie)).status).toBe(200);
  });

  it('keeps nobody out when the database’s clock was set back since', async () => {
    await stack.sql`update public.staff set signed_out_before = now() + interval '2 hours' where id = ${dealerId}`;
    expect((await me(await enter(DEALER))).status).toBe(200);
  });

  it('refuses a token that does not say when it was issued', async () => {
    await stack.sql`update public.staff set signed_out_before = now() - interval '1 day' where id = ${dealerId}`;
    const rows = await stack.asRole('authenticated', DEALER, (sql) => sql`select id from public.casino`);
    expect(rows).toEqual([]);
    expect((await me(await enter(DEALER))).status).toBe(200);
  });
});

describe('one’s own password', () => {
  const OLD = 'Pitside-demo-1';
  const change = (cookie: string, body: object, key = newId()) =>
    stack.http(null, 'PUT', '/me/password', {
      body,
      key,
      headers: {
        cookie,
        host: '127.0.0.1:3000',
        origin: 'http://127.0.0.1:3000',
        [ADDRESS_HEADER]: sealedAddress(newId()),
      },
    });
  const signInWith = (email: string, password: string) => signIn(stack, { email, password, address: newId() });

  it('is set anew by who has the one before, and every device signs in with it', async () => {
    const [one, other] = [await enter(CASHIER), await enter(CASHIER)];
    const answer = await change(one, { currentPassword: OLD, newPassword: 'Rain on the roof' });
    expect(answer).toMatchObject({ status: 201, body: { data: { isSignedOut: true } } });
    for (const cookie of [one, other]) expect((await me(cookie)).status).toBe(401);
    await aSecondPasses();
    expect(await signInWith(CASHIER, OLD)).toMatchObject({ body: { code: 'INVALID_CREDENTIALS' } });
    expect((await signInWith(CASHIER, 'Rain on the roof')).status).toBe(200);
  });

  it.each([
    [
      'another password than the present one',
      { currentPassword: 'Not the password', newPassword: 'Rain on the roof' },
      'PASSWORD_WRONG',
    ],
    ['a new one that is short', { currentPassword: OLD, newPassword: 'short' }, 'VALIDATION_FAILED'],
    ['none at all', { newPassword: 'Rain on the roof' }, 'VALIDATION_FAILED'],
    [
      'somebody else’s address',
      { currentPassword: OLD, newPassword: 'Rain on the roof', email: ADMIN },
      'VALIDATION_FAILED',
    ],
  ])('with %s stays as it was, and nobody is signed out', async (_, body, code) => {
    const cookie = await enter(DEALER);
    expect(await change(cookie, body)).toMatchObject({ body: { code } });
    expect((await me(cookie)).status).toBe(200);
    expect((await signInWith(DEALER, OLD)).status).toBe(200);
  });

  it('is not guessed at a tablet that was left open: tries count as those of signing in', async () => {
    const email = 'compliance@harbor.example';
    const cookie = await enter(email);
    for (let guess = 0; guess < 4; guess += 1)
      expect(
        await change(cookie, { currentPassword: `Guess ${guess}`, newPassword: 'Rain on the roof' }),
      ).toMatchObject({
        body: { code: 'PASSWORD_WRONG' },
      });
    const [counted] = await stack.sql`
      select round(max(failures))::integer as failures from app.sign_in_try where kind = 'device'`;
    expect(counted).toEqual({ failures: 4 });
    // As after many more, so that the wait outlasts a slow machine.
    await stack.sql`update app.sign_in_try set failures = 14, last_at = now()`;
    expect(await change(cookie, { currentPassword: OLD, newPassword: 'Rain on the roof' })).toMatchObject({
      status: 429,
    });
  });
});
