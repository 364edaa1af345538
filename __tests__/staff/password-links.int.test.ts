import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { Me } from '@/services/casino/dtos';
import type { Approval } from '@/services/permissions/dtos';
import type { StaffLinkResult } from '@/services/staff/dtos';
import { cookieHeader, cookiesOf, signIn } from '../api/browser';
import { dataOf } from '../floor/floor-desk';
import { ADMIN, type Answer, type Email, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { CASHIER, createStaffDesk, DEALER, NEW_PASSWORD, OTHER_ADMIN, type StaffDesk } from './staff-desk';

const COMPLIANCE: Email = 'compliance@harbor.example';
const LOYALTY: Email = 'loyalty@harbor.example';
const OLD_PASSWORD = 'Pitside-demo-1';
let stack: TestStack;
let desk: StaffDesk;
const ids = new Map<Email, string>();
let guests = 0;

beforeAll(async () => {
  stack = await startTestStack({ connections: 8 });
  desk = createStaffDesk(stack);
  for (const email of [ADMIN, PIT_BOSS, DEALER, CASHIER, COMPLIANCE, LOYALTY]) ids.set(email, await desk.idOf(email));
  await stack.sql`create table kept as select id, encrypted_password from auth.users`;
  await stack.sql`create table kept_roles as select id, role from public.staff`;
});
afterAll(() => stack.dispose());
beforeEach(async () => {
  await stack.sql`delete from app.staff_link`;
  await stack.sql`delete from public.approval`;
  await stack.sql`delete from public.staff_permission`;
  await stack.sql`
    update public.staff s set is_active = true, signed_out_before = null, role = k.role from kept_roles k where k.id = s.id`;
  await stack.sql`update auth.users u set encrypted_password = k.encrypted_password from kept k where k.id = u.id`;
});

const idOf = (email: Email) => ids.get(email) ?? '';
const made = async (email: Email) => dataOf<StaffLinkResult>(await desk.makePasswordLink(idOf(email)));
const tokenFor = async (email: Email) => String((await made(email)).linkToken);
const codes = (answers: Answer[]) => answers.map(({ body }) => body.code).sort();
const roleOf = async (email: Email) => (await stack.sql`select role from public.staff where email = ${email}`)[0]?.role;
const canSignIn = async (email: Email, password: string) => {
  guests += 1;
  return (await signIn(stack, { email, password, address: `10.9.0.${guests}` })).status === 200;
};
const requests = async () => dataOf<{ items: Approval[] }>(await stack.http(COMPLIANCE, 'GET', '/approvals')).items;
const approve = (id: string | undefined, as: Email) =>
  stack.http(as, 'POST', `/approvals/${id}/approve`, { body: {}, key: newId() });
const ask = (as: Email, changes: object[]) =>
  stack.http(as, 'PUT', '/permissions', { body: { changes, reason: 'It is needed' }, key: newId() });
/** A second admin, who can do what the first can. */
const secondAdmin = () => stack.sql`update public.staff set role = 'admin' where email = ${LOYALTY}`;

describe('a link for a new password', () => {
  it('sets it once, ends every session and the PIN, and takes the role until somebody else gives it back', async () => {
    const [userId] = (await stack.sql`select user_id as id from public.staff where email = ${PIT_BOSS}`).map(
      (r) => r.id,
    );
    await stack.sql`
      insert into app.staff_pin (casino_id, staff_id, pin_hash) select casino_id, id, 'x' from public.staff where id = ${idOf(PIT_BOSS)}
      on conflict do nothing`;
    await stack.sql`
      insert into app.parked_session (casino_id, staff_id, session_id, token_hash, seal_key, lapses_at)
      select casino_id, id, gen_random_uuid(), '\x01', '\x02', now() + interval '1 hour' from public.staff where id = ${idOf(PIT_BOSS)}`;
    const answer = await desk.makePasswordLink(idOf(PIT_BOSS));
    expect(answer.status).toBe(201);
    const { linkToken, linkLapsesAt } = dataOf<StaffLinkResult>(answer);
    expect(linkToken).toMatch(/^reset_[0-9a-f]{64}$/);
    const [kept] = await stack.sql`
      select (select count(*) from public.audit_log a where a::text like ${`%${linkToken}%`})
        + (select count(*) from app.staff_link l where l::text like ${`%${linkToken}%`}) as count`;
    expect(Number(kept?.count)).toBe(0);
    // The person still signed in is told of it before it is used.
    const me = async () => dataOf<Me>(await stack.http(PIT_BOSS, 'GET', '/me')).staff;
    expect((await me()).passwordLink).toEqual({
      madeByName: 'Harbor Admin',
      lapsesAt: linkLapsesAt,
      usedAt: null,
    });
    expect(dataOf(await desk.readPasswordLink(String(linkToken)))).toEqual({
      email: PIT_BOSS,
      name: 'Harbor Pit Boss',
      casinoName: 'Harbor',
      madeByName: 'Harbor Admin',
      lapsesAt: linkLapsesAt,
      losesRole: true,
    });

    expect(dataOf(await desk.resetPassword(String(linkToken)))).toEqual({ isSet: true });
    expect(await stack.http(PIT_BOSS, 'GET', '/me')).toMatchObject({ status: 401 });
    const [left] = await stack.sql`
      select (select count(*) from auth.sessions where user_id = ${userId})
        + (select count(*) from app.staff_pin where staff_id = ${idOf(PIT_BOSS)})
        + (select count(*) from app.parked_session where staff_id = ${idOf(PIT_BOSS)}) as count`;
    expect(Number(left?.count)).toBe(0);
    expect(await canSignIn(PIT_BOSS, OLD_PASSWORD)).toBe(false);
    // A token says the whole second of its issue.
    await stack.sql`update public.staff set signed_out_before = signed_out_before - interval '1 second' where id = ${idOf(PIT_BOSS)}`;
    const entered = await signIn(stack, { email: PIT_BOSS, password: NEW_PASSWORD, address: '10.9.1.1' });
    expect(entered).toMatchObject({ status: 200, body: { data: { staff: { role: 'dealer' } } } });
    const cookie = cookieHeader(cookiesOf(entered));
    const told = dataOf<Me>(await stack.http(null, 'GET', '/me', { headers: { cookie } }));
    expect(told.staff.passwordLink).toMatchObject({ madeByName: 'Harbor Admin', usedAt: expect.any(String) });
    expect(told.capabilities).not.toContain('reward.issue');

    const [request] = await requests();
    expect(request).toMatchObject({
      isAfterLink: true,
      status: 'pending',
      requestedBy: idOf(ADMIN),
      reason: 'Forgot it, came to the desk',
      changes: [{ role: 'pit_boss', staffId: idOf(PIT_BOSS) }],
    });
    expect(await approve(request?.id, ADMIN)).toMatchObject({ body: { code: 'OWN_REQUEST' } });
    expect((await approve(request?.id, COMPLIANCE)).status).toBeLessThan(300);
    expect(await roleOf(PIT_BOSS)).toBe('pit_boss');
    const trail = await stack.sql`
      select action, staff_id, outcome, after ->> 'link_made_by' as by from public.audit_log
      where entity_id = ${idOf(PIT_BOSS)} and action in ('staff.make_password_link', 'staff.reset_password') order by id`;
    expect([...trail]).toEqual([
      { action: 'staff.make_password_link', staff_id: idOf(ADMIN), outcome: 'done', by: null },
      { action: 'staff.reset_password', staff_id: idOf(PIT_BOSS), outcome: 'done', by: idOf(ADMIN) },
    ]);
  });

  it('leaves whoever made it no way to decide what its person may, whoever asks', async () => {
    await secondAdmin();
    await desk.resetPassword(await tokenFor(PIT_BOSS));
    expect(await ask(LOYALTY, [{ staffId: idOf(PIT_BOSS), role: 'cashier' }])).toMatchObject({ status: 201 });
    const asked = (await requests()).find(({ requestedBy }) => requestedBy === idOf(LOYALTY));
    expect(await approve(asked?.id, ADMIN)).toMatchObject({
      status: 403,
      body: { code: 'OWN_LINK', details: { personName: 'Harbor Pit Boss' } },
    });
    expect(await roleOf(PIT_BOSS)).toBe('dealer');
    expect((await approve(asked?.id, COMPLIANCE)).status).toBeLessThan(300);
    expect(await roleOf(PIT_BOSS)).toBe('cashier');
  });

  it('ends what was asked for about its person before', async () => {
    await secondAdmin();
    expect(await ask(LOYALTY, [{ staffId: idOf(CASHIER), role: 'pit_boss' }])).toMatchObject({ status: 201 });
    const [before] = await requests();
    await desk.resetPassword(await tokenFor(CASHIER));
    expect(await approve(before?.id, COMPLIANCE)).toMatchObject({
      body: { code: 'APPROVAL_NOT_PENDING', details: { status: 'lapsed' } },
    });
    expect(await roleOf(CASHIER)).toBe('dealer');
  });

  it('takes a dealer what they were granted, leaves what they were denied, and asks nobody', async () => {
    await stack.sql`
      insert into public.staff_permission (casino_id, staff_id, capability, is_granted, through_gaming_day, reason)
      select casino_id, id, c.capability, c.granted, current_date + 5, 'x' from public.staff,
        (values ('slip.manage', true), ('mtl.read', false)) c (capability, granted) where id = ${idOf(DEALER)}`;
    const token = await tokenFor(DEALER);
    expect(dataOf(await desk.readPasswordLink(token))).toMatchObject({ losesRole: false });
    expect((await desk.resetPassword(token)).status).toBe(200);
    const left = await stack.sql`select capability from public.staff_permission where staff_id = ${idOf(DEALER)}`;
    expect(left.map(({ capability }) => capability)).toEqual(['mtl.read']);
    expect(await requests()).toEqual([]);
  });

  it.each<[string, () => Promise<Answer>, string]>([
    ['for oneself', () => desk.makePasswordLink(idOf(ADMIN)), 'STAFF_SELF'],
    ['for nobody', () => desk.makePasswordLink(newId()), 'STAFF_NOT_FOUND'],
    [
      'without a reason',
      () => desk.send('POST', `/staff/${idOf(DEALER)}/password-link`, { reason: ' ' }),
      'VALIDATION_FAILED',
    ],
    ['of another casino', () => desk.makePasswordLink(idOf(DEALER), { as: OTHER_ADMIN }), 'STAFF_NOT_FOUND'],
    ['by a pit boss', () => desk.makePasswordLink(idOf(DEALER), { as: PIT_BOSS }), 'FORBIDDEN'],
    ['by compliance', () => desk.makePasswordLink(idOf(DEALER), { as: COMPLIANCE }), 'FORBIDDEN'],
  ])('%s is refused, and nothing has changed', async (_, make, code) => {
    const before = await desk.snapshot();
    expect(await make()).toMatchObject({ body: { code } });
    expect(await desk.snapshot()).toEqual(before);
  });

  it('is for somebody who could sign in: neither who was invited nor who is deactivated', async () => {
    const person = { name: 'Not Yet', email: `not-yet-${newId()}@harbor.example`, role: 'dealer' };
    const { id } = dataOf<StaffLinkResult>(await desk.invite(person));
    expect(await desk.makePasswordLink(id)).toMatchObject({ body: { code: 'STAFF_NOT_ACTIVE' } });
    await desk.deactivate(idOf(DEALER));
    expect(await desk.makePasswordLink(idOf(DEALER))).toMatchObject({ body: { code: 'STAFF_NOT_ACTIVE' } });
  });

  it('is not made, nor used, where nobody else could give the role back', async () => {
    await stack.sql`update public.staff set is_active = false where email = ${COMPLIANCE}`;
    expect(await desk.makePasswordLink(idOf(PIT_BOSS))).toMatchObject({
      status: 409,
      body: { code: 'NO_SECOND_PERSON' },
    });
    // A dealer has nothing to get back.
    expect((await desk.makePasswordLink(idOf(DEALER))).status).toBe(201);

    await stack.sql`update public.staff set is_active = true where email = ${COMPLIANCE}`;
    const token = await tokenFor(PIT_BOSS);
    await stack.sql`update public.staff set is_active = false where email = ${COMPLIANCE}`;
    const before = await desk.snapshot();
    expect(await desk.resetPassword(token)).toMatchObject({ body: { code: 'NO_SECOND_PERSON' } });
    expect(await desk.snapshot()).toEqual(before);
    expect(await canSignIn(PIT_BOSS, OLD_PASSWORD)).toBe(true);
    // Nor is the only other one who decides made somebody who does not.
    expect(await desk.makePasswordLink(idOf(COMPLIANCE))).toMatchObject({ body: { code: 'STAFF_NOT_ACTIVE' } });
    await stack.sql`update public.staff set is_active = true where email = ${COMPLIANCE}`;
    expect(await desk.makePasswordLink(idOf(COMPLIANCE))).toMatchObject({ body: { code: 'NO_SECOND_PERSON' } });
  });

  it('is not made, nor used, for an account that works at another casino as well, whose it is too', async () => {
    const token = await tokenFor(DEALER);
    await stack.sql`update public.staff set has_choice = true where email = ${DEALER}`;
    const before = await desk.snapshot();
    expect(await desk.makePasswordLink(idOf(DEALER))).toMatchObject({ status: 409, body: { code: 'WORKS_ELSEWHERE' } });
    expect(await desk.resetPassword(token)).toMatchObject({ body: { code: 'WORKS_ELSEWHERE' } });
    expect(await desk.snapshot()).toEqual(before);
    // Whoever runs the database runs that of the other casino.
    const [row] = await stack.sql`select app.make_operator_link(${DEALER}) as token`;
    expect((await desk.resetPassword(row?.token)).status).toBe(200);
    await stack.sql`update public.staff set has_choice = false where email = ${DEALER}`;
  });

  it('opens nothing once it was used, replaced, withdrawn, has lapsed, or one of its two is let go', async () => {
    const used = await tokenFor(DEALER);
    await desk.resetPassword(used);
    const older = await tokenFor(CASHIER);
    const withdrawn = await tokenFor(CASHIER);
    expect((await desk.withdrawLink(idOf(CASHIER))).status).toBe(201);
    const lapsed = await tokenFor(PIT_BOSS);
    await stack.sql`update app.staff_link set lapses_at = now() where staff_id = ${idOf(PIT_BOSS)}`;
    const gone = await tokenFor(LOYALTY);
    await desk.deactivate(idOf(LOYALTY));
    for (const [token, code] of [
      [used, 'LINK_USED'],
      [older, 'LINK_WITHDRAWN'],
      [withdrawn, 'LINK_WITHDRAWN'],
      [lapsed, 'LINK_LAPSED'],
      [gone, 'LINK_WITHDRAWN'],
      ['reset_nobody', 'LINK_UNKNOWN'],
    ] as const) {
      const before = await desk.snapshot();
      expect(await desk.readPasswordLink(token)).toMatchObject({ body: { code } });
      expect(await desk.resetPassword(token)).toMatchObject({ body: { code } });
      expect(await desk.snapshot()).toEqual(before);
    }
  });

  it('opens nothing once its maker is no admin any more', async () => {
    await secondAdmin();
    const token = String(dataOf<StaffLinkResult>(await desk.makePasswordLink(idOf(DEALER), { as: LOYALTY })).linkToken);
    expect((await desk.readPasswordLink(token)).status).toBe(200);
    await stack.sql`update public.staff set role = 'loyalty_manager' where email = ${LOYALTY}`;
    expect(await desk.resetPassword(token)).toMatchObject({ body: { code: 'LINK_WITHDRAWN' } });
  });

  it('is no invitation, and an invitation sets no password', async () => {
    const token = await tokenFor(DEALER);
    expect(await desk.readLink(token)).toMatchObject({ body: { code: 'LINK_UNKNOWN' } });
    expect(await desk.accept(token)).toMatchObject({ body: { code: 'LINK_UNKNOWN' } });
    const person = { name: 'New', email: `new-${newId()}@harbor.example`, role: 'dealer' };
    const invited = String(dataOf<StaffLinkResult>(await desk.invite(person)).linkToken);
    expect(await desk.readPasswordLink(invited)).toMatchObject({ body: { code: 'LINK_UNKNOWN' } });
    expect(await desk.resetPassword(invited)).toMatchObject({ body: { code: 'LINK_UNKNOWN' } });
  });

  it.each(['short', 'é'.repeat(40)])('takes no password like %s, past the web app too', async (password) => {
    const token = await tokenFor(DEALER);
    expect(await desk.resetPassword(token, password)).toMatchObject({ body: { code: 'VALIDATION_FAILED' } });
    const past = await stack.rpc('anon', 'rpc_guest_reset_password', { p_token: token, p_password: password });
    expect(past).toMatchObject({ status: 422, body: { message: 'VALIDATION_FAILED' } });
    expect((await desk.resetPassword(token)).status).toBe(200);
  });
});

describe('at once', () => {
  it('of two who use a link one sets the password', async () => {
    const token = await tokenFor(PIT_BOSS);
    const answers = await Promise.all([
      desk.resetPassword(token, 'The first sentence.'),
      desk.resetPassword(token, 'The second one.'),
    ]);
    expect(codes(answers)).toEqual(['LINK_USED', 'OK']);
    expect(await requests()).toHaveLength(1);
    const [first, second] = [
      await canSignIn(PIT_BOSS, 'The first sentence.'),
      await canSignIn(PIT_BOSS, 'The second one.'),
    ];
    // Whoever signs in within the very second is asked once more: which password is right shows all the same.
    expect(first && second).toBe(false);
  });

  it('of two links that are made one opens something', async () => {
    const both = await Promise.all([desk.makePasswordLink(idOf(DEALER)), desk.makePasswordLink(idOf(DEALER))]);
    const read = await Promise.all(
      both.map((a) => desk.readPasswordLink(String(dataOf<StaffLinkResult>(a).linkToken))),
    );
    expect(codes(read)).toEqual(['LINK_WITHDRAWN', 'OK']);
  });

  it('using it and letting its person or its maker go come one after the other', async () => {
    await secondAdmin();
    for (const gone of [CASHIER, LOYALTY] as Email[]) {
      await stack.sql`update public.staff set is_active = true`;
      const link = dataOf<StaffLinkResult>(await desk.makePasswordLink(idOf(CASHIER), { as: LOYALTY }));
      const [used, letGo] = await Promise.all([
        desk.resetPassword(String(link.linkToken)),
        desk.deactivate(idOf(gone)),
      ]);
      expect(letGo.status).toBe(201);
      const [after] = await stack.sql`
        select ended_as from app.staff_link where staff_id = ${idOf(CASHIER)} order by id desc limit 1`;
      const how = used.body.code === 'OK' ? ['used'] : gone === CASHIER ? ['withdrawn'] : [null];
      expect(['OK', 'LINK_WITHDRAWN']).toContain(used.body.code);
      expect(how).toContain(after?.ended_as);
    }
  });

  it('using it and approving what was asked for before leave its person a dealer, whichever comes first', async () => {
    await secondAdmin();
    for (let round = 0; round < 4; round += 1) {
      await stack.sql`delete from public.approval`;
      await stack.sql`update public.staff set role = 'cashier' where email = ${CASHIER}`;
      await ask(LOYALTY, [{ staffId: idOf(CASHIER), role: 'pit_boss' }]);
      const [before] = await requests();
      const token = await tokenFor(CASHIER);
      const [decided, used] = await Promise.all([approve(before?.id, COMPLIANCE), desk.resetPassword(token)]);
      expect(used.body.code).toBe('OK');
      expect(['OK', 'APPROVAL_NOT_PENDING']).toContain(decided.body.code);
      expect(await roleOf(CASHIER)).toBe('dealer');
    }
  });
});

describe('a link of whoever runs the database', () => {
  it('lets the last admin set a password, who keeps the role', async () => {
    const [row] = await stack.sql`select app.make_operator_link('ADMIN@harbor.example') as token`;
    expect(dataOf(await desk.readPasswordLink(row?.token))).toMatchObject({ madeByName: null, losesRole: false });
    expect((await desk.resetPassword(row?.token)).status).toBe(200);
    expect(await roleOf(ADMIN)).toBe('admin');
    expect(await canSignIn(ADMIN, OLD_PASSWORD)).toBe(false);
    const [trail] = await stack.sql`
      select staff_id from public.audit_log where action = 'staff.make_password_link' order by id desc limit 1`;
    expect(trail?.staff_id).toBeNull();
  });

  it('is for somebody who is let in', async () => {
    await stack.sql`update public.staff set is_active = false where email = ${DEALER}`;
    for (const email of [DEALER, 'nobody@harbor.example'])
      await expect(stack.sql`select app.make_operator_link(${email})`).rejects.toMatchObject({ code: 'PT404' });
  });

  it.each(['anon', 'authenticated', 'service_role'] as const)('is not for the role %s', async (role) => {
    const made = stack.asRole(role, ADMIN, (sql) => sql`select app.make_operator_link(${DEALER})`);
    await expect(made).rejects.toMatchObject({ code: '42501' });
  });
});
