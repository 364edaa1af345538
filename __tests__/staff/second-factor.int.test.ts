import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { Me, SecondFactorSetup } from '@/services/casino/dtos';
import type { Approval, ApprovalResult, Permissions } from '@/services/permissions/dtos';
import { stepAt, totpCode } from '../../supabase/embedded/totp.ts';
import { signIn } from '../api/browser';
import { dataOf } from '../floor/floor-desk';
import { ADMIN, type Answer, type Email, ownServer, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { CASHIER, createStaffDesk, DEALER, NEW_PASSWORD, OTHER_ADMIN, type StaffDesk } from './staff-desk';
import { createTablet, type Tablet } from './tablet';

const COMPLIANCE: Email = 'compliance@harbor.example';
const LOYALTY: Email = 'loyalty@harbor.example';
const OTHER_PIT_BOSS: Email = 'pitboss@summit.example';
const PIN = '860413';
let stack: TestStack;
let desk: StaffDesk;
const ids = new Map<Email, string>();
const userIds = new Map<Email, string>();

beforeAll(async () => {
  stack = await startTestStack({ connections: 8 });
  desk = createStaffDesk(stack);
  const people = await stack.sql<{ email: Email; id: string; userId: string }[]>`
    select email, id, user_id as "userId" from public.staff where user_id is not null`;
  for (const { email, id, userId } of people) {
    ids.set(email, id);
    userIds.set(email, userId);
  }
  await stack.sql`create table kept as select id, encrypted_password from auth.users`;
  await stack.sql`create table kept_roles as select id, role from public.staff`;
});
afterAll(() => stack.dispose());
beforeEach(async () => {
  await stack.sql`update public.casino_settings set second_factor_roles = '{}'`;
  await stack.sql`delete from auth.mfa_factors`;
  await stack.sql`delete from second_factor.tries`;
  await stack.sql`delete from auth.sessions`;
  await stack.sql`update auth.users u set encrypted_password = k.encrypted_password from kept k where k.id = u.id`;
  await stack.sql`delete from app.staff_pin`;
  await stack.sql`delete from app.staff_link`;
  await stack.sql`delete from public.approval`;
  await stack.sql`
    update public.staff s set is_active = true, has_choice = false, signed_out_before = null, role = k.role,
      licence_expires_on = null
    from kept_roles k where k.id = s.id`;
});

const idOf = (email: Email) => ids.get(email) ?? '';
/** The roles of which Harbor demands a second factor, as two people would have left it. */
const demand = (...roles: string[]) => stack.sql`
  update public.casino_settings set second_factor_roles = ${roles}::public.staff_role[]
  where casino_id = (select id from public.casino where slug = 'harbor')`;
const give = (email: Email, status = 'verified') => stack.sql`
  insert into auth.mfa_factors (id, user_id, factor_type, status, created_at, updated_at)
  values (gen_random_uuid(), ${userIds.get(email) ?? ''}, 'totp', ${status}, now(), now())`;
/** A token as Supabase Auth signs them, of a level. */
function tokenOf(email: Email, claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const standard = { sub: userIds.get(email), role: 'authenticated', aud: 'authenticated', iat: now, exp: now + 600 };
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ ...standard, ...claims })}`;
  return `${text}.${createHmac('sha256', ownServer().secrets.jwtSecret).update(text).digest('base64url')}`;
}
type Method = 'GET' | 'POST' | 'PUT';
const callAs = (token: string, method: Method, path: string, body?: object) =>
  stack.http(null, method, path, {
    headers: { authorization: `Bearer ${token}` },
    ...(body ? { body, key: newId() } : {}),
  });
const needed = (isEnrolled: boolean) => ({
  status: 403,
  body: { code: 'SECOND_FACTOR_NEEDED', details: { isEnrolled } },
});
const ask = (as: Email, changes: object[]) =>
  stack.http(as, 'PUT', '/permissions', { body: { changes, reason: 'The regulator asks for it' }, key: newId() });
const approve = (id: string | undefined, as: Email) =>
  stack.http(as, 'POST', `/approvals/${id}/approve`, { body: {}, key: newId() });
const requests = async () => dataOf<{ items: Approval[] }>(await stack.http(COMPLIANCE, 'GET', '/approvals')).items;
const roleOf = async (email: Email) => (await stack.sql`select role from public.staff where email = ${email}`)[0]?.role;
const factorsOf = (email: Email) =>
  stack.sql`select id from auth.mfa_factors where user_id = ${userIds.get(email) ?? ''}`;
const codes = (answers: Answer[]) => answers.map(({ body }) => body.code).sort();

describe('who is asked for a second factor', () => {
  const LEVELS = [{ aal: 'aal1' }, { aal: 'aal2' }, { aal: 'aal3' }, { aal: null }, {}];
  const ROLES: [string[], boolean][] = [
    [[], false],
    [['admin', 'dealer'], false],
    [['pit_boss'], true],
    [['dealer', 'pit_boss', 'admin'], true],
  ];

  it.each(ROLES)('where it is demanded of %j a pit boss is let in by what it says', async (roles, isDemanded) => {
    await demand(...roles);
    for (const claims of LEVELS)
      for (const status of [null, 'unverified', 'verified'] as const) {
        await stack.sql`delete from auth.mfa_factors`;
        if (status) await give(PIT_BOSS, status);
        const isLetIn = !isDemanded || claims.aal === 'aal2';
        const answer = await callAs(tokenOf(PIT_BOSS, claims), 'GET', '/me');
        expect(answer).toMatchObject(isLetIn ? { status: 200 } : needed(status === 'verified'));
      }
  });

  it.each<[string, (token: string) => Promise<Answer>]>([
    ['a reading', (token) => callAs(token, 'GET', '/floor')],
    ['one that takes a capability', (token) => callAs(token, 'GET', '/alerts')],
    ['a write', (token) => callAs(token, 'PUT', '/me/language', { language: 'es' })],
    ['signing out', (token) => callAs(token, 'POST', '/me/sign-out-everywhere', {})],
    ['asking who is at work', (token) => callAs(token, 'GET', '/me')],
  ])('%s is refused to who did not give it, and nothing has changed', async (_, call) => {
    await demand('pit_boss');
    const before = await desk.snapshot();
    expect(await call(tokenOf(PIT_BOSS, { aal: 'aal1' }))).toMatchObject(needed(false));
    expect(await desk.snapshot()).toEqual(before);
  });

  it('reads nothing past the web app either, and of another casino’s demand nobody here knows', async () => {
    const seen = (as: Email) => stack.asRole('authenticated', as, (sql) => sql`select from public.player limit 1`);
    await demand('pit_boss');
    expect(await seen(PIT_BOSS)).toHaveLength(0);
    expect(await seen(CASHIER)).toHaveLength(1);
    expect(await seen(OTHER_PIT_BOSS)).toHaveLength(1);
    expect((await stack.http(OTHER_PIT_BOSS, 'GET', '/me')).status).toBe(200);
  });

  it('is said after that somebody was signed out, and not to who is not let in anyhow', async () => {
    await demand('pit_boss');
    const token = tokenOf(PIT_BOSS, { aal: 'aal1' });
    await stack.sql`update public.staff set signed_out_before = now() + interval '-1 second' where email = ${PIT_BOSS}`;
    const old = tokenOf(PIT_BOSS, { aal: 'aal1', iat: Math.floor(Date.now() / 1000) - 60 });
    expect(await callAs(old, 'GET', '/me')).toMatchObject({ status: 401 });
    await stack.sql`
      update public.staff set signed_out_before = null, licence_expires_on = '2020-01-31' where email = ${PIT_BOSS}`;
    await stack.sql`update public.casino_settings set stops_on_expired_licence = true`;
    expect(await callAs(token, 'GET', '/me')).toMatchObject({ body: { code: 'LICENCE_EXPIRED' } });
    await stack.sql`update public.casino_settings set stops_on_expired_licence = false`;
  });
});

describe('demanding it of a role', () => {
  const on = (role: string) => ({ role, demandsSecondFactor: true });
  const off = (role: string) => ({ role, demandsSecondFactor: false });
  const demanded = async () =>
    dataOf<Permissions>(await stack.http(ADMIN, 'GET', '/permissions'))
      .roles.filter(({ demandsSecondFactor }) => demandsSecondFactor)
      .map(({ role }) => role);

  it('takes two people, is on record, and holds from the next request on', async () => {
    const asked = dataOf<ApprovalResult>(await ask(ADMIN, [on('pit_boss')]));
    expect(asked.changes).toEqual([
      expect.objectContaining({ role: 'pit_boss', demandsSecondFactor: true, capability: null, staffId: null }),
    ]);
    expect(await demanded()).toEqual([]);
    expect((await stack.http(PIT_BOSS, 'GET', '/me')).status).toBe(200);
    expect(await approve(asked.id, ADMIN)).toMatchObject({ body: { code: 'OWN_REQUEST' } });
    expect((await approve(asked.id, COMPLIANCE)).status).toBe(201);
    expect(await demanded()).toEqual(['pit_boss']);
    expect(await stack.http(PIT_BOSS, 'GET', '/me')).toMatchObject(needed(false));
    expect((await stack.http(OTHER_PIT_BOSS, 'GET', '/me')).status).toBe(200);
    const [trail] = await stack.sql`
      select after -> 'changes' -> 0 ->> 'demands_second_factor' as demanded from public.audit_log
      where action = 'approval.approve' and entity_id = ${asked.id}`;
    expect(trail?.demanded).toBe('true');

    await approve(dataOf<ApprovalResult>(await ask(ADMIN, [off('pit_boss'), on('dealer')])).id, COMPLIANCE);
    expect(await demanded()).toEqual(['dealer']);
    expect((await stack.http(PIT_BOSS, 'GET', '/me')).status).toBe(200);
  });

  it('is nobody’s to loosen of their own role, though anybody may ask more of it', async () => {
    await approve(dataOf<ApprovalResult>(await ask(ADMIN, [on('compliance'), on('cashier')])).id, COMPLIANCE);
    expect(await demanded()).toEqual(['cashier', 'compliance']);
  });

  it.each<[string, () => Promise<Answer>, string]>([
    ['the asking admin’s own role', () => ask(ADMIN, [off('admin')]), 'OWN_RIGHTS'],
    ['hidden among others', () => ask(ADMIN, [on('dealer'), off('admin')]), 'OWN_RIGHTS'],
    ['of nobody', () => ask(ADMIN, [{ demandsSecondFactor: true }]), 'VALIDATION_FAILED'],
    ['of a role that there is not', () => ask(ADMIN, [on('owner')]), 'VALIDATION_FAILED'],
    ['said as a text', () => ask(ADMIN, [{ role: 'dealer', demandsSecondFactor: 'true' }]), 'VALIDATION_FAILED'],
    ['twice', () => ask(ADMIN, [on('dealer'), off('dealer')]), 'VALIDATION_FAILED'],
    ['by a pit boss', () => ask(PIT_BOSS, [on('dealer')]), 'FORBIDDEN'],
    ['by compliance', () => ask(COMPLIANCE, [on('dealer')]), 'FORBIDDEN'],
    [
      'of one person, past the web app',
      () => askPast([{ staff_id: idOf(DEALER), demands_second_factor: true }]),
      'VALIDATION_FAILED',
    ],
    [
      'with a capability, past the web app',
      () => askPast([{ role: 'dealer', capability: 'audit.read', is_granted: true, demands_second_factor: true }]),
      'VALIDATION_FAILED',
    ],
  ])('%s: refused, and nothing has changed', async (_, attempt, code) => {
    const before = await desk.snapshot();
    const { status, body } = await attempt();
    expect([status >= 400, (body as { message?: string }).message ?? body.code]).toEqual([true, code]);
    expect(await desk.snapshot()).toEqual(before);
    expect(await demanded()).toEqual([]);
  });

  it('is not loosened by approving it of one’s own role', async () => {
    await demand('compliance');
    const token = tokenOf(COMPLIANCE, { aal: 'aal2' });
    const { id } = dataOf<ApprovalResult>(await ask(ADMIN, [off('compliance')]));
    expect(await callAs(token, 'POST', `/approvals/${id}/approve`, {})).toMatchObject({ body: { code: 'OWN_RIGHTS' } });
    expect(await callAs(token, 'GET', '/me')).toMatchObject({ status: 200 });
    expect(await callAs(tokenOf(COMPLIANCE, { aal: 'aal1' }), 'GET', '/me')).toMatchObject(needed(false));
  });

  const askPast = (changes: object[]) =>
    stack.rpc(ADMIN, 'rpc_request_permission_change', {
      p_changes: changes,
      p_reason: 'It is needed',
      p_idempotency_key: newId(),
    }) as unknown as Promise<Answer>;
});

describe('a telephone that is lost', () => {
  const secondAdmin = () => stack.sql`update public.staff set role = 'admin' where email = ${LOYALTY}`;

  it('takes the factor off, ends every session, and takes the role until somebody else gives it back', async () => {
    await give(PIT_BOSS);
    await createTablet(stack).enter(PIT_BOSS);
    expect(await desk.get(idOf(PIT_BOSS))).toMatchObject({ hasSecondFactor: true, role: 'pit_boss' });
    expect(await desk.resetSecondFactor(idOf(PIT_BOSS))).toMatchObject({
      status: 201,
      body: { data: { hasSecondFactor: false, role: 'dealer' } },
    });
    expect(await factorsOf(PIT_BOSS)).toHaveLength(0);
    expect(await stack.sql`select from auth.sessions where user_id = ${userIds.get(PIT_BOSS) ?? ''}`).toHaveLength(0);
    expect(await stack.http(PIT_BOSS, 'GET', '/me')).toMatchObject({ status: 401 });
    const [request] = await requests();
    expect(request).toMatchObject({
      isAfterReset: true,
      isAfterLink: false,
      requestedBy: idOf(ADMIN),
      reason: 'Lost the telephone',
      changes: [{ role: 'pit_boss', staffId: idOf(PIT_BOSS) }],
    });
    expect(await approve(request?.id, ADMIN)).toMatchObject({ body: { code: 'OWN_REQUEST' } });
    expect((await approve(request?.id, COMPLIANCE)).status).toBeLessThan(300);
    expect(await roleOf(PIT_BOSS)).toBe('pit_boss');
    const [trail] = await stack.sql`
      select staff_id, before ->> 'has_second_factor' as before, after ->> 'reason' as reason from public.audit_log
      where action = 'staff.reset_second_factor' and entity_id = ${idOf(PIT_BOSS)} order by id desc limit 1`;
    expect(trail).toEqual({ staff_id: idOf(ADMIN), before: 'true', reason: 'Lost the telephone' });
  });

  it('leaves whoever took it off no way to decide what its person may, whoever asks, nor who made a link before', async () => {
    await secondAdmin();
    await give(PIT_BOSS);
    const link = dataOf<{ linkToken: string }>(await desk.makePasswordLink(idOf(PIT_BOSS), { as: LOYALTY }));
    await desk.resetPassword(link.linkToken);
    expect((await desk.resetSecondFactor(idOf(PIT_BOSS))).status).toBe(201);
    await ask(LOYALTY, [{ staffId: idOf(PIT_BOSS), role: 'cashier' }]);
    const asked = (await requests()).find(
      ({ requestedBy, status }) => requestedBy === idOf(LOYALTY) && status === 'pending',
    );
    expect(await approve(asked?.id, ADMIN)).toMatchObject({ body: { code: 'OWN_LINK' } });
    await ask(ADMIN, [{ staffId: idOf(PIT_BOSS), role: 'pit_boss' }]);
    const other = (await requests()).find(
      ({ requestedBy, status }) => requestedBy === idOf(ADMIN) && status === 'pending',
    );
    expect(await approve(other?.id, LOYALTY)).toMatchObject({ body: { code: 'OWN_LINK' } });
    expect(await roleOf(PIT_BOSS)).toBe('dealer');
  });

  it.each<[string, () => Promise<Answer>, string]>([
    ['for oneself', () => give(ADMIN).then(() => desk.resetSecondFactor(idOf(ADMIN))), 'STAFF_SELF'],
    ['of who has none', () => desk.resetSecondFactor(idOf(DEALER)), 'SECOND_FACTOR_NOT_SET'],
    [
      'of who began one',
      () => give(DEALER, 'unverified').then(() => desk.resetSecondFactor(idOf(DEALER))),
      'SECOND_FACTOR_NOT_SET',
    ],
    ['of nobody', () => desk.resetSecondFactor(newId()), 'STAFF_NOT_FOUND'],
    [
      'without a reason',
      () => give(DEALER).then(() => desk.send('POST', `/staff/${idOf(DEALER)}/second-factor/reset`, { reason: ' ' })),
      'VALIDATION_FAILED',
    ],
    [
      'of another casino',
      () => give(DEALER).then(() => desk.resetSecondFactor(idOf(DEALER), { as: OTHER_ADMIN })),
      'STAFF_NOT_FOUND',
    ],
    ['by a pit boss', () => desk.resetSecondFactor(idOf(DEALER), { as: PIT_BOSS }), 'FORBIDDEN'],
    ['by compliance', () => desk.resetSecondFactor(idOf(DEALER), { as: COMPLIANCE }), 'FORBIDDEN'],
  ])('%s is refused, and nothing has changed', async (_, reset, code) => {
    const before = await desk.snapshot();
    expect(await reset()).toMatchObject({ body: { code } });
    expect(await desk.snapshot()).toEqual(before);
  });

  it('is nobody’s to take off where it opens another casino, or nobody else could give the role back', async () => {
    await give(PIT_BOSS);
    await stack.sql`update public.staff set has_choice = true where email = ${PIT_BOSS}`;
    expect(await desk.resetSecondFactor(idOf(PIT_BOSS))).toMatchObject({ body: { code: 'WORKS_ELSEWHERE' } });
    await stack.sql`update public.staff set has_choice = false where email = ${PIT_BOSS}`;
    await stack.sql`update public.staff set is_active = false where email = ${COMPLIANCE}`;
    expect(await desk.resetSecondFactor(idOf(PIT_BOSS))).toMatchObject({ body: { code: 'NO_SECOND_PERSON' } });
    expect(await factorsOf(PIT_BOSS)).toHaveLength(1);
  });

  it('is taken off once, by whichever of two admins comes first', async () => {
    await secondAdmin();
    await give(PIT_BOSS);
    const both = await Promise.all([
      desk.resetSecondFactor(idOf(PIT_BOSS)),
      desk.resetSecondFactor(idOf(PIT_BOSS), { as: LOYALTY }),
    ]);
    expect(codes(both)).toEqual(['OK', 'SECOND_FACTOR_NOT_SET']);
    expect(await requests()).toHaveLength(1);
  });

  it('and approving what was asked for before leave its person a dealer, whichever comes first', async () => {
    await secondAdmin();
    for (let round = 0; round < 4; round += 1) {
      await stack.sql`delete from public.approval`;
      await stack.sql`update public.staff set role = 'cashier' where email = ${CASHIER}`;
      await give(CASHIER);
      await ask(LOYALTY, [{ staffId: idOf(CASHIER), role: 'pit_boss' }]);
      const [before] = await requests();
      const [decided, reset] = await Promise.all([
        approve(before?.id, COMPLIANCE),
        desk.resetSecondFactor(idOf(CASHIER)),
      ]);
      expect(reset.body.code).toBe('OK');
      expect(['OK', 'APPROVAL_NOT_PENDING']).toContain(decided.body.code);
      expect(await roleOf(CASHIER)).toBe('dealer');
    }
  });

  it('and letting go of who takes it off come one after the other', async () => {
    await secondAdmin();
    await give(CASHIER);
    const [reset, gone] = await Promise.all([
      desk.resetSecondFactor(idOf(CASHIER), { as: LOYALTY }),
      desk.deactivate(idOf(LOYALTY)),
    ]);
    expect(gone.status).toBe(201);
    expect(['OK', 'FORBIDDEN']).toContain(reset.body.code);
    expect(await factorsOf(CASHIER)).toHaveLength(reset.body.code === 'OK' ? 0 : 1);
  });

  it('of the last admin goes with the password, by whoever runs the server, and by an admin’s link it stays', async () => {
    await give(ADMIN);
    await give(DEALER);
    const [row] = await stack.sql`select app.make_operator_link(${ADMIN}) as token`;
    const { linkToken } = dataOf<{ linkToken: string }>(await desk.makePasswordLink(idOf(DEALER)));
    expect((await desk.resetPassword(linkToken)).status).toBe(200);
    expect(await factorsOf(DEALER)).toHaveLength(1);
    expect((await desk.resetPassword(row?.token)).status).toBe(200);
    expect(await factorsOf(ADMIN)).toHaveLength(0);
    expect(await roleOf(ADMIN)).toBe('admin');
  });
});

/** What an app shows that was set up by a typed secret: now, or in the half minutes after, since a code counts once. */
function codeOf(secret: string, after = 0): string {
  const bits = [...secret].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  const bytes = (bits.join('').match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2));
  return totpCode(Uint8Array.from(bytes), stepAt(Date.now()) + after);
}
const wrongCode = (secret: string) => {
  const right = [-2, -1, 0, 1, 2].map((after) => codeOf(secret, after));
  return ['111111', '222222', '333333', '444444', '555555', '666666'].find((code) => !right.includes(code)) ?? '';
};
const begin = (tablet: Tablet) => tablet.send('POST', '/session/second-factor/enrol');
const giveCode = (tablet: Tablet, code: string) => tablet.send('POST', '/session/second-factor', { code });
/** Signs somebody in of whom it is demanded, and sets their app up by the code of this half minute. */
async function enrolled(email: Email): Promise<{ tablet: Tablet; secret: string }> {
  const tablet = createTablet(stack);
  expect(await tablet.enter(email)).toMatchObject(needed(false));
  const { secret } = dataOf<SecondFactorSetup>(await begin(tablet));
  expect(await giveCode(tablet, codeOf(secret))).toMatchObject({ status: 200 });
  return { tablet, secret };
}
const trailOf = async (email: Email) =>
  (
    await stack.sql`
      select action from public.audit_log where entity_id = ${idOf(email)} and action like '%second_factor' order by id`
  ).map(({ action }) => action);

describe('signing in with a code', () => {
  it('sets an app up at the first, and asks for its code from then on, each on record', async () => {
    await demand('pit_boss');
    const before = await trailOf(PIT_BOSS);
    const tablet = createTablet(stack);
    expect(await tablet.enter(PIT_BOSS)).toMatchObject(needed(false));
    expect(await tablet.me()).toMatchObject(needed(false));
    const begun = dataOf<SecondFactorSetup>(await begin(tablet));
    // Begun anew: what was told before is worth nothing.
    const { secret, uri } = dataOf<SecondFactorSetup>(await begin(tablet));
    expect(uri).toContain('Pitside%20Harbor');
    expect(uri).toContain(secret);
    expect(await giveCode(tablet, codeOf(begun.secret))).toMatchObject({
      status: 409,
      body: { code: 'SECOND_FACTOR_WRONG' },
    });
    expect(await tablet.me()).toMatchObject(needed(false));
    const first = codeOf(secret);
    const entered = await giveCode(tablet, first);
    expect(dataOf<Me>(entered).staff.email).toBe(PIT_BOSS);
    expect((await tablet.me()).status).toBe(200);

    const other = createTablet(stack);
    expect(await other.enter(PIT_BOSS)).toMatchObject(needed(true));
    expect(await begin(other)).toMatchObject(needed(true));
    // A code counts once.
    expect(await giveCode(other, first)).toMatchObject({ body: { code: 'SECOND_FACTOR_WRONG' } });
    expect((await giveCode(other, codeOf(secret, 1))).status).toBe(200);
    expect((await other.send('GET', '/floor')).status).toBe(200);
    expect((await trailOf(PIT_BOSS)).slice(before.length)).toEqual([
      'staff.enrol_second_factor',
      'staff.give_second_factor',
    ]);
    // Said once more, by a second tap or another tab, it is no failure.
    expect((await giveCode(other, '000000')).status).toBe(200);
  });

  it('is for who is asked: nobody else sets an app up, and without a session nobody does', async () => {
    const tablet = createTablet(stack);
    await tablet.enter(CASHIER);
    expect(await begin(tablet)).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    expect(await factorsOf(CASHIER)).toHaveLength(0);
    for (const answer of [await begin(createTablet(stack)), await giveCode(createTablet(stack), '123456')])
      expect(answer).toMatchObject({ status: 401 });
    for (const code of ['12345', '1234567', 'abcdef', ''])
      expect(await giveCode(tablet, code)).toMatchObject({ body: { code: 'VALIDATION_FAILED' } });
  });

  it('counts wrong codes, on however many tablets, and says how long to wait', async () => {
    await demand('loyalty_manager');
    const { secret } = await enrolled(LOYALTY);
    const tablets = [createTablet(stack), createTablet(stack)];
    for (const tablet of tablets) expect(await tablet.enter(LOYALTY)).toMatchObject(needed(true));
    const tries = await Promise.all(
      Array.from({ length: 8 }, (_, n) => giveCode(tablets[n % 2] as Tablet, wrongCode(secret))),
    );
    expect(codes(tries)).toEqual([...Array(5).fill('SECOND_FACTOR_WRONG'), ...Array(3).fill('TOO_MANY_ATTEMPTS')]);
    const refused = await giveCode(tablets[0] as Tablet, codeOf(secret));
    expect(refused).toMatchObject({ status: 429, body: { code: 'TOO_MANY_ATTEMPTS' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('ends with a reset: the session, and the code that the old telephone shows', async () => {
    await demand('cashier');
    const { tablet, secret } = await enrolled(CASHIER);
    expect((await desk.resetSecondFactor(idOf(CASHIER))).status).toBe(201);
    expect((await tablet.me()).status).toBe(401);
    await stack.sql`update public.staff set signed_out_before = signed_out_before - interval '1 second', role = 'cashier' where email = ${CASHIER}`;
    const fresh = createTablet(stack);
    expect(await fresh.enter(CASHIER)).toMatchObject(needed(false));
    expect(await giveCode(fresh, codeOf(secret))).toMatchObject(needed(false));
  });
});

describe('what lets somebody in without their password', () => {
  it('a PIN is set by who gave a code, and opens the session that was given it', async () => {
    await demand('pit_boss');
    const { tablet } = await enrolled(PIT_BOSS);
    expect((await tablet.setPin(PIN)).status).toBe(201);
    expect((await tablet.park()).status).toBe(200);
    expect((await tablet.unlock(idOf(PIT_BOSS), PIN)).status).toBe(200);
    expect((await tablet.me()).status).toBe(200);
  });

  it('nor is a PIN set by a session of somebody else’s, however new', async () => {
    const [tablet, other] = [createTablet(stack), createTablet(stack)];
    await tablet.enter(DEALER);
    await other.enter(CASHIER);
    await stack.sql`
      update auth.sessions set created_at = now() - interval '1 hour' where user_id = ${userIds.get(DEALER) ?? ''}`;
    const [theirs] = await stack.sql`select id from auth.sessions where user_id = ${userIds.get(CASHIER) ?? ''}`;
    for (const proof of [theirs?.id, newId(), 'none', null]) {
      const args = { p_pin: PIN, p_proof_session: proof, p_idempotency_key: newId() };
      expect(await stack.rpc(DEALER, 'rpc_set_pin', args)).toMatchObject({
        status: 403,
        body: { message: 'SIGN_IN_ANEW' },
      });
    }
    expect(await stack.sql`select from app.staff_pin`).toHaveLength(0);
  });

  it('what was parked before it was demanded opens into being asked', async () => {
    const tablet = createTablet(stack);
    await tablet.arriveAndPark(DEALER, PIN);
    await demand('dealer');
    expect(await tablet.unlock(idOf(DEALER), PIN)).toMatchObject(needed(false));
    expect(await tablet.me()).toMatchObject(needed(false));
    const { secret } = dataOf<SecondFactorSetup>(await begin(tablet));
    expect((await giveCode(tablet, codeOf(secret))).status).toBe(200);
  });

  it('an approver is at work, and forgets wrong PINs, by a sign-in with a code only', async () => {
    const isAtWork = async () =>
      (await stack.sql`select app.is_at_work(s) as "is" from public.staff s where email = ${PIT_BOSS}`)[0]?.is;
    const hasPin = () =>
      stack.sql`select app.lock_pin(casino_id, id) from public.staff where email = ${PIT_BOSS}`.then(
        () => true,
        ({ message }: Error) => message,
      );
    await stack.sql`
      insert into app.staff_pin (casino_id, staff_id, pin_hash, wrong_tries, ended_at)
      select casino_id, id, 'x', 5, now() - interval '1 hour' from public.staff where email = ${PIT_BOSS}`;
    await stack.sql`
      insert into auth.sessions (id, user_id, created_at, aal) values (${newId()}, ${userIds.get(PIT_BOSS) ?? ''}, now(), 'aal1')`;
    await demand('pit_boss');
    expect([await isAtWork(), await hasPin()]).toEqual([false, 'PIN_ENDED']);
    await demand('dealer');
    expect(await isAtWork()).toBe(true);
    await demand('pit_boss');
    await stack.sql`update auth.sessions set aal = 'aal2'`;
    expect([await isAtWork(), await hasPin()]).toEqual([true, true]);
  });

  it('a password is changed by a session that was given a code, where there is one', async () => {
    await demand('compliance');
    const { tablet, secret } = await enrolled(COMPLIANCE);
    await demand();
    const change = (on: Tablet, currentPassword: string, newPassword: string) =>
      on.send('PUT', '/me/password', { currentPassword, newPassword }, newId());
    const plain = createTablet(stack);
    await plain.enter(COMPLIANCE);
    expect(await change(plain, 'Pitside-demo-1', NEW_PASSWORD)).toMatchObject(needed(true));
    expect((await giveCode(plain, codeOf(secret, 1))).status).toBe(200);
    expect(await change(tablet, 'Not it at all', NEW_PASSWORD)).toMatchObject({ body: { code: 'PASSWORD_WRONG' } });
    expect(await change(tablet, 'Pitside-demo-1', NEW_PASSWORD)).toMatchObject({ status: 201 });
    const answer = await signIn(stack, { email: COMPLIANCE, password: NEW_PASSWORD, address: newId() });
    expect(['OK', 'UNAUTHENTICATED']).toContain(answer.body.code);
  });

  it('nor by an e-mail without the code, where the account has one', async () => {
    await demand('loyalty_manager', 'cashier');
    const { secret } = await enrolled(CASHIER);
    const recover = async (email: Email, code?: string) => {
      const { publishableKey } = ownServer().secrets;
      const opened = await fetch(`${stack.api.url}/auth/v1/token?grant_type=password`, {
        method: 'POST',
        headers: { apikey: publishableKey, 'content-type': 'application/json' },
        body: JSON.stringify({ email, password: 'Pitside-demo-1' }),
      });
      const session = (await opened.json()) as { access_token: string; refresh_token: string };
      return createTablet(stack).send('POST', '/recovery/use', {
        accessToken: session.access_token,
        refreshToken: session.refresh_token,
        password: 'Pitside-demo-1',
        ...(code ? { code } : {}),
      });
    };
    expect(await recover(CASHIER)).toMatchObject(needed(true));
    expect(await recover(CASHIER, wrongCode(secret))).toMatchObject({ body: { code: 'SECOND_FACTOR_WRONG' } });
    expect(await recover(CASHIER, codeOf(secret, 1))).toMatchObject({ status: 200 });
    // Who has none yet sets one up at the next sign-in.
    expect(await recover(LOYALTY)).toMatchObject({ status: 200 });
    expect(await stack.sql`select from auth.sessions where user_id = ${userIds.get(LOYALTY) ?? ''}`).toHaveLength(0);
  });

  it('who is invited into a role of which it is demanded comes in, and is asked next', async () => {
    await demand('dealer');
    const email = `factor-${newId()}@harbor.example`;
    const { linkToken } = dataOf<{ linkToken: string }>(
      await desk.invite({ name: 'New Dealer', email, role: 'dealer' }),
    );
    const tablet = createTablet(stack);
    const accept = () => tablet.send('POST', '/invitation/accept', { token: linkToken, password: NEW_PASSWORD });
    expect(await accept()).toMatchObject(needed(false));
    expect(await tablet.me()).toMatchObject(needed(false));
    const { secret } = dataOf<SecondFactorSetup>(await begin(tablet));
    expect(dataOf<Me>(await giveCode(tablet, codeOf(secret))).staff.email).toBe(email);
  });

  it('who works at two casinos is asked at the one that demands it', async () => {
    await demand('pit_boss');
    const [own] = await stack.sql<{ harbor: string; summit: string }[]>`
      select (select id from public.casino where slug = 'harbor') as harbor, (select id from public.casino where slug = 'summit') as summit`;
    await stack.sql`
      insert into public.staff (casino_id, user_id, email, full_name, role)
      values (${own?.summit ?? ''}, ${userIds.get(PIT_BOSS) ?? ''}, ${PIT_BOSS}, 'Harbor Pit Boss', 'dealer')`;
    const choose = (casinoId: string | undefined) => tablet.send('POST', '/me/casino', { casinoId });
    const tablet = createTablet(stack);
    expect(await tablet.enter(PIT_BOSS)).toMatchObject({ body: { code: 'CASINO_NOT_CHOSEN' } });
    expect(await choose(own?.harbor)).toMatchObject(needed(false));
    expect(await tablet.me()).toMatchObject(needed(false));
    expect((await choose(own?.summit)).status).toBe(200);
    expect((await tablet.me()).status).toBe(200);
    expect(await choose(own?.harbor)).toMatchObject(needed(false));
    const { secret } = dataOf<SecondFactorSetup>(await begin(tablet));
    expect(dataOf<Me>(await giveCode(tablet, codeOf(secret))).casino.slug).toBe('harbor');
  });
});
