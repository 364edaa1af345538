import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { Me } from '@/services/casino/dtos';
import type { StaffLinkResult } from '@/services/staff/dtos';
import { cookieHeader, cookiesOf, signIn } from '../api/browser';
import { dataOf } from '../floor/floor-desk';
import { ADMIN, type Answer, type Email, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { CASHIER, createStaffDesk, DEALER, NEW_PASSWORD, OTHER_ADMIN, type StaffDesk } from './staff-desk';

const COMPLIANCE: Email = 'compliance@harbor.example';
let stack: TestStack;
let desk: StaffDesk;
let guests = 0;

beforeAll(async () => {
  stack = await startTestStack({ connections: 8 });
  desk = createStaffDesk(stack);
});
afterAll(() => stack.dispose());
beforeEach(async () => {
  await stack.sql`update public.staff set is_active = true where user_id is not null`;
  await stack.sql`delete from public.approval`;
});

/** Somebody whom nobody has invited yet. */
const somebody = () => {
  guests += 1;
  return { name: `Guest ${guests}`, email: `guest-${guests}@harbor.example`, role: 'dealer' };
};
const invited = async (person: object = {}) => dataOf<StaffLinkResult>(await desk.invite({ ...somebody(), ...person }));
const codes = (answers: Answer[]) => answers.map(({ body }) => body.code).sort();
const accountsOf = async (email: string) =>
  (await stack.sql`select id from auth.users where email = ${email}`).map(({ id }) => id as string);
const signUp = (email: string, password = NEW_PASSWORD) =>
  fetch(`${stack.api.url}/auth/v1/signup`, {
    method: 'POST',
    headers: { apikey: process.env.SUPABASE_PUBLISHABLE_KEY ?? '', 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });

describe('an invitation', () => {
  it('makes somebody who is let in by nothing but their link, and tells its token once', async () => {
    const [key, pitIds, person] = [newId(), await desk.pitIds(), somebody()];
    const answer = await desk.invite({ ...person, employeeNumber: 'G-1', pitIds }, { key });
    expect(answer.status).toBe(201);
    const made = dataOf<StaffLinkResult>(answer);
    expect(made).toMatchObject({ ...person, employeeNumber: 'G-1', state: 'invited', lastSeenAt: null });
    expect(made.linkToken).toMatch(/^join_[0-9a-f]{64}$/);
    expect(made.pits.map(({ id }) => id)).toEqual(pitIds);
    const again = await desk.invite({ ...person, employeeNumber: 'G-1', pitIds }, { key });
    expect(again).toMatchObject({ status: 200, body: { data: { id: made.id, linkToken: null, isExisting: true } } });

    // Neither the trail nor any table has the token.
    const [kept] = await stack.sql`
      select (select count(*) from public.audit_log a where a::text like ${`%${made.linkToken}%`})
        + (select count(*) from app.staff_link l where l::text like ${`%${made.linkToken}%`}) as count`;
    expect(Number(kept?.count)).toBe(0);
    const [row] = await stack.sql`select action, before from public.audit_log where idempotency_key = ${key}`;
    expect(row).toEqual({ action: 'staff.invite', before: null });
  });

  it('is told to whoever has the token, signed in or not', async () => {
    const { linkToken, name, email, linkLapsesAt } = await invited();
    expect(dataOf(await desk.readLink(String(linkToken)))).toEqual({
      name,
      email,
      casinoName: 'Harbor',
      lapsesAt: linkLapsesAt,
    });
  });

  it('accepted sets the password, signs in, and is on record as the person’s own doing', async () => {
    const { id, linkToken, email } = await invited();
    const answer = await desk.accept(String(linkToken));
    expect(answer).toMatchObject({ status: 200, body: { data: { staff: { id, email, role: 'dealer' } } } });
    const cookie = cookieHeader(cookiesOf(answer));
    const me = await stack.http(null, 'GET', '/me', { headers: { cookie } });
    expect(dataOf<Me>(me).staff.id).toBe(id);
    expect(JSON.stringify(answer.body)).not.toMatch(/access_token|refresh_token|eyJ/);
    expect(await desk.get(id)).toMatchObject({ state: 'active', linkLapsesAt: null });
    expect(await signIn(stack, { email, password: NEW_PASSWORD, address: '10.1.0.1' })).toMatchObject({ status: 200 });
    const [row] = await stack.sql`
      select staff_id, before ->> 'state' as before, after ->> 'state' as after
      from public.audit_log where action = 'staff.accept' and entity_id = ${id}`;
    expect(row).toEqual({ staff_id: id, before: 'invited', after: 'active' });
  });

  it('to another role than a dealer’s gives a dealer’s rights until a second person has approved', async () => {
    const lacking = await desk.invite({ ...somebody(), role: 'pit_boss' });
    expect(lacking).toMatchObject({ status: 422, body: { details: { fields: { reason: 'Give a reason.' } } } });

    const { id, role, linkToken } = await invited({ role: 'pit_boss', reason: 'New on nights' });
    expect(role).toBe('dealer');
    const [request] = await stack.sql<{ id: string; by: string }[]>`
      select a.id, s.email as by from public.approval a
      join public.staff s on s.id = a.requested_by_staff_id
      where request -> 'changes' = ${stack.sql.json([{ role: 'pit_boss', staff_id: id }])}`;
    expect(request?.by).toBe(ADMIN);
    const decide = (as: Email) =>
      stack.http(as, 'POST', `/approvals/${request?.id}/approve`, { body: {}, key: newId() });

    const cookie = cookieHeader(cookiesOf(await desk.accept(String(linkToken))));
    const roleNow = async () => dataOf<Me>(await stack.http(null, 'GET', '/me', { headers: { cookie } })).staff.role;
    expect(await roleNow()).toBe('dealer');
    expect(await decide(ADMIN)).toMatchObject({ body: { code: 'OWN_REQUEST' } });
    expect(await roleNow()).toBe('dealer');
    expect((await decide(COMPLIANCE)).status).toBeLessThan(300);
    expect(await roleNow()).toBe('pit_boss');
  });

  it('of an admin is no way around the second person, whoever opens the link', async () => {
    const { linkToken } = await invited({ role: 'admin', reason: 'Second admin' });
    const cookie = cookieHeader(cookiesOf(await desk.accept(String(linkToken))));
    const people = await stack.http(null, 'GET', '/staff', { headers: { cookie } });
    expect(people).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
  });

  it.each<[string, object, string]>([
    ['an address that is none', { email: 'guest' }, 'VALIDATION_FAILED'],
    ['no name', { name: ' ' }, 'VALIDATION_FAILED'],
    ['a role that is none', { role: 'owner' }, 'VALIDATION_FAILED'],
    ['a field that nobody knows', { userId: newId() }, 'VALIDATION_FAILED'],
    ['a pit of nobody', { pitIds: [newId()] }, 'PIT_NOT_FOUND'],
    ['the address of a colleague, however it is written', { email: 'DEALER@harbor.example' }, 'STAFF_EMAIL_TAKEN'],
  ])('with %s is refused, and nothing has changed', async (_, person, code) => {
    const before = await desk.snapshot();
    expect(await desk.invite({ ...somebody(), ...person })).toMatchObject({ body: { code } });
    expect(await desk.snapshot()).toEqual(before);
  });

  it('tells of a colleague only, where another casino has somebody under the address too', async () => {
    const elsewhere = await desk.invite({ ...somebody(), name: 'Elsewhere', email: CASHIER }, { as: OTHER_ADMIN });
    expect(elsewhere.status).toBe(201);
    expect(await desk.invite({ ...somebody(), email: CASHIER })).toMatchObject({
      body: { code: 'STAFF_EMAIL_TAKEN', details: { holderName: 'Harbor Cashier' } },
    });
  });

  it('in the database itself takes no account, no state and no casino from who asks', async () => {
    for (const field of ['user_id', 'is_active', 'casino_id', 'id']) {
      const { email, name, role } = somebody();
      const args = { p_person: { email, name, role, [field]: newId() }, p_reason: '', p_idempotency_key: newId() };
      expect(await stack.rpc(ADMIN, 'rpc_invite_staff', args)).toMatchObject({
        status: 422,
        body: { message: 'VALIDATION_FAILED' },
      });
    }
  });

  it.each([PIT_BOSS, DEALER, COMPLIANCE])('is not for %s', async (as) => {
    const { id } = await invited();
    const before = await desk.snapshot();
    for (const answer of [
      await desk.invite(somebody(), { as }),
      await desk.makeLink(id, { as }),
      await desk.withdrawLink(id, { as }),
    ])
      expect(answer).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    expect(await desk.snapshot()).toEqual(before);
  });

  it('is out of reach of another casino’s admin', async () => {
    const { id } = await invited();
    const before = await desk.snapshot();
    for (const answer of [
      await desk.makeLink(id, { as: OTHER_ADMIN }),
      await desk.withdrawLink(id, { as: OTHER_ADMIN }),
    ])
      expect(answer).toMatchObject({ status: 404, body: { code: 'STAFF_NOT_FOUND' } });
    expect(await desk.snapshot()).toEqual(before);
  });
});

describe('a link', () => {
  it('opens nothing once it was used, withdrawn, replaced, has lapsed, or its person is deactivated: no account is made', async () => {
    const used = await invited();
    await desk.accept(String(used.linkToken));
    const withdrawn = await invited();
    await desk.withdrawLink(withdrawn.id);
    const replaced = await invited();
    const { linkToken: newer } = dataOf<StaffLinkResult>(await desk.makeLink(replaced.id));
    const lapsed = await invited();
    await stack.sql`update app.staff_link set lapses_at = now() where staff_id = ${lapsed.id}`;
    const gone = await invited();
    await desk.deactivate(gone.id);
    await desk.reactivate(gone.id);

    for (const [{ linkToken, email }, code] of [
      [used, 'LINK_USED'],
      [withdrawn, 'LINK_WITHDRAWN'],
      [replaced, 'LINK_WITHDRAWN'],
      [lapsed, 'LINK_LAPSED'],
      [gone, 'LINK_WITHDRAWN'],
      [{ linkToken: 'ab'.repeat(32), email: 'unknown@harbor.example' }, 'LINK_UNKNOWN'],
    ] as const) {
      const accounts = await accountsOf(email);
      for (const answer of [
        await desk.readLink(String(linkToken)),
        await desk.accept(String(linkToken), 'Another sentence.'),
      ]) {
        expect(answer).toMatchObject({ body: { code } });
        expect(cookiesOf(answer)).toEqual([]);
      }
      expect(await accountsOf(email), code).toEqual(accounts);
    }
    expect((await desk.accept(String(newer))).status).toBe(200);
  });

  it('is made anew for who was invited only, and withdrawn where there is one', async () => {
    const { id, linkToken } = await invited();
    await desk.withdrawLink(id);
    expect(await desk.withdrawLink(id)).toMatchObject({ status: 409, body: { code: 'LINK_WITHDRAWN' } });
    const { linkToken: second } = dataOf<StaffLinkResult>(await desk.makeLink(id));
    expect(second).not.toBe(linkToken);
    expect((await desk.accept(String(second))).status).toBe(200);
    for (const personId of [id, await desk.idOf(DEALER)])
      expect(await desk.makeLink(personId)).toMatchObject({ status: 409, body: { code: 'STAFF_NOT_INVITED' } });
  });

  it.each([
    ['short', 'eleven char', 'Enter at least 12 characters. A short sentence is easy to remember.'],
    ['longer than what is kept of it', 'ü'.repeat(37), 'This password is too long.'],
  ])('takes no password that is %s, and makes no account', async (_, password, words) => {
    const { linkToken, email } = await invited();
    const answer = await desk.accept(String(linkToken), password);
    expect(answer).toMatchObject({ status: 422, body: { details: { fields: { password: words } } } });
    expect(await accountsOf(email)).toEqual([]);
  });

  it('from another site opens nothing', async () => {
    const { linkToken: token } = await invited();
    const headers = { host: '127.0.0.1:3000', origin: 'https://evil.example' };
    const body = { token, password: NEW_PASSWORD };
    for (const answer of [
      await stack.http(null, 'POST', '/invitation', { body: { token }, headers }),
      await stack.http(null, 'POST', '/invitation/accept', { body, headers }),
    ])
      expect(answer).toMatchObject({ status: 403, body: { code: 'ORIGIN_REFUSED' } });
  });
});

describe('an account', () => {
  it('that somebody made for themselves, without an invitation, is nobody here and gets nothing', async () => {
    const email = 'uninvited@harbor.example';
    expect((await signUp(email)).ok).toBe(true);
    expect(await signIn(stack, { email, password: NEW_PASSWORD, address: '10.1.0.2' })).toMatchObject({
      status: 403,
      body: { code: 'FORBIDDEN' },
    });
  });

  it('that was made before, as by an attempt that broke off, comes in with its own password', async () => {
    const { linkToken, email } = await invited();
    expect((await signUp(email, 'The sentence before.')).ok).toBe(true);
    const other = await desk.accept(String(linkToken));
    expect(other).toMatchObject({ status: 409, body: { code: 'ACCOUNT_EXISTS' } });
    expect(cookiesOf(other)).toEqual([]);
    expect((await desk.accept(String(linkToken), 'The sentence before.')).status).toBe(200);
  });

  it('of a colleague, here or at another casino, does not become somebody else’s, nor anybody’s twice at one casino', async () => {
    const { linkToken, id } = await invited();
    for (const as of [DEALER, OTHER_ADMIN, ADMIN])
      expect(await stack.rpc(as, 'rpc_guest_accept_invitation', { p_token: linkToken })).toMatchObject({
        status: 409,
        body: { message: 'ACCOUNT_NOT_INVITED' },
      });
    expect(await desk.get(id)).toMatchObject({ state: 'invited' });
    const named = (email: string, was: string) =>
      stack.sql`update public.staff set email = ${email} where email = ${was} and user_id is not null`;
    await named('cashier-before@harbor.example', CASHIER);
    const again = await desk.invite({ ...somebody(), email: CASHIER });
    const token = dataOf<StaffLinkResult>(again).linkToken;
    expect(await stack.rpc(CASHIER, 'rpc_guest_accept_invitation', { p_token: token })).toMatchObject({
      body: { message: 'ACCOUNT_NOT_INVITED' },
    });
    await stack.sql`update public.staff set email = 'twice@harbor.example' where email = ${CASHIER}`;
    await named(CASHIER, 'cashier-before@harbor.example');
  });

  it('is asked for: the publishable key alone accepts nothing', async () => {
    const { linkToken } = await invited();
    expect(await stack.rpc('anon', 'rpc_guest_accept_invitation', { p_token: linkToken })).toMatchObject({
      status: 401,
      body: { message: 'UNAUTHENTICATED' },
    });
    expect((await stack.rpc('service', 'rpc_guest_read_invitation', { p_token: linkToken })).status).toBe(403);
  });
});

describe('at once', () => {
  it('of two who open one link with passwords of their own one comes in, and the other is told', async () => {
    const { id, linkToken, email } = await invited();
    const passwords = ['The first sentence.', 'The second sentence.'];
    const answers = await Promise.all(passwords.map((password) => desk.accept(String(linkToken), password)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const [refused] = answers.filter(({ status }) => status !== 200);
    // Which of them depends on where the other was; asked again, it is that somebody was first.
    expect(['ACCOUNT_EXISTS', 'LINK_USED', 'UNAVAILABLE']).toContain(refused?.body.code);
    expect(await desk.accept(String(linkToken), 'The third sentence.')).toMatchObject({ body: { code: 'LINK_USED' } });
    expect(await accountsOf(email)).toHaveLength(1);
    const [accepts] = await stack.sql`
      select count(*)::integer as count from public.audit_log where action = 'staff.accept' and entity_id = ${id}`;
    expect(accepts?.count).toBe(1);
  });

  it('an answer that got lost is had again by the same account, which changes nothing', async () => {
    const { linkToken, email } = await invited();
    const { access_token: token } = (await (await signUp(email)).json()) as { access_token: string };
    const accept = async () => {
      const response = await fetch(`${stack.api.url}/rest/v1/rpc/rpc_guest_accept_invitation`, {
        method: 'POST',
        headers: {
          apikey: process.env.SUPABASE_PUBLISHABLE_KEY ?? '',
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ p_token: linkToken }),
      });
      return (await response.json()) as { is_existing: boolean };
    };
    const answers = await Promise.all([accept(), accept(), accept()]);
    expect(answers.map(({ is_existing }) => is_existing).sort()).toEqual([false, true, true]);
  });

  it('withdrawn while somebody accepts: either they are in, or the link opened nothing', async () => {
    for (const _ of [1, 2, 3]) {
      const { id, linkToken } = await invited();
      const [accepted, withdrawn] = await Promise.all([desk.accept(String(linkToken)), desk.withdrawLink(id)]);
      const { state } = await desk.get(id);
      const isIn = accepted.status === 200;
      expect(state).toBe(isIn ? 'active' : 'invited');
      expect(withdrawn.status === 201).toBe(!isIn);
    }
  });

  it('withdrawn after the account was made and before it is bound, the account stays nobody’s', async () => {
    const { id, linkToken, email } = await invited();
    const { access_token: token } = (await (await signUp(email)).json()) as { access_token: string };
    // The withdrawal is under way and holds the person; who accepts waits, and then sees it.
    const [blocked, release] = await stack.sql.begin(async (sql) => {
      await sql`select 1 from public.staff where id = ${id} for no key update`;
      await sql`update app.staff_link set ended_as = 'withdrawn' where staff_id = ${id}`;
      const accepting = fetch(`${stack.api.url}/rest/v1/rpc/rpc_guest_accept_invitation`, {
        method: 'POST',
        headers: {
          apikey: process.env.SUPABASE_PUBLISHABLE_KEY ?? '',
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ p_token: linkToken }),
      });
      await expect
        .poll(
          async () => (await stack.sql`select 1 from pg_locks where not granted and locktype = 'transactionid'`).length,
        )
        .toBeGreaterThan(0);
      return [accepting, true] as const;
    });
    expect(release).toBe(true);
    expect(await (await blocked).json()).toMatchObject({ message: 'LINK_WITHDRAWN' });
    expect(await desk.get(id)).toMatchObject({ state: 'invited' });
  });

  it('of two who are invited under one address the second is told who has it', async () => {
    const person = somebody();
    const both = await Promise.all(['One', 'Two'].map((name) => desk.invite({ ...person, name })));
    expect(codes(both)).toEqual(['OK', 'STAFF_EMAIL_TAKEN']);
  });
});
