import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { Capability, Me } from '@/services/casino/dtos';
import type { ApprovalResult, Permissions } from '@/services/permissions/dtos';
import { dataOf, isSomeoneWaiting } from '../floor/floor-desk';
import { CAPABILITIES, may } from '../security/expectations';
import { SEED } from '../support/seed';
import { ADMIN, type Email, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';

const COMPLIANCE: Email = 'compliance@harbor.example';
const CASHIER: Email = 'cashier@harbor.example';
const DEALER: Email = 'dealer@harbor.example';
const LOYALTY: Email = 'loyalty@harbor.example';

let stack: TestStack;
let casinoId: string;
let today: string;

beforeAll(async () => {
  stack = await startTestStack();
  const [row] = await stack.sql<{ id: string; today: string }[]>`
    select id, app.gaming_day(id)::text as today from public.casino where slug = 'harbor'`;
  casinoId = row?.id ?? '';
  today = row?.today ?? '';
});
afterAll(() => stack.dispose());
afterEach(async () => {
  await stack.sql`delete from public.role_permission`;
  await stack.sql`delete from public.staff_permission`;
  await stack.sql`delete from public.approval`;
  await stack.sql`update public.staff set is_active = true`;
});

type Cell = Record<string, unknown>;
const cell = (role: string, capability: string, isGranted: boolean): Cell => ({ role, capability, isGranted });
const dayAfter = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
async function staffId(email: Email): Promise<string> {
  const [row] = await stack.sql<{ id: string }[]>`select id from public.staff where email = ${email}`;
  return row?.id ?? '';
}
const ask = (changes: Cell[], as: Email = ADMIN, key = newId()) =>
  stack.http(as, 'PUT', '/permissions', { body: { changes, reason: 'Short of people' }, key });
const asked = async (changes: Cell[]) => dataOf<ApprovalResult>(await ask(changes));
const approve = (id: string, as: Email = COMPLIANCE, key = newId()) =>
  stack.http(as, 'POST', `/approvals/${id}/approve`, { body: {}, key });
const refuse = (id: string, as: Email = COMPLIANCE) =>
  stack.http(as, 'POST', `/approvals/${id}/refuse`, { body: { note: 'Not this month' }, key: newId() });
const withdraw = (id: string, as: Email = ADMIN) =>
  stack.http(as, 'POST', `/approvals/${id}/withdraw`, { body: {}, key: newId() });
async function make(changes: Cell[]): Promise<void> {
  const { id } = await asked(changes);
  expect(await approve(id)).toMatchObject({ status: 201, body: { data: { status: 'approved' } } });
}
const capabilitiesOf = async (as: Email) => dataOf<Me>(await stack.http(as, 'GET', '/me')).capabilities;
const matrix = async (as: Email = ADMIN) => dataOf<Permissions>(await stack.http(as, 'GET', '/permissions'));
/** All that a refusal must leave as it was. */
const standing = () => stack.sql`
  select (select jsonb_agg(r order by r) from public.role_permission r) as roles,
    (select jsonb_agg(e order by e) from public.staff_permission e) as exceptions,
    (select jsonb_agg(a order by a.id) from public.approval a) as approvals, (select count(*) from public.audit_log) as audits`;

describe('the matrix', () => {
  it.each([ADMIN, COMPLIANCE])('is shown to %s as the product comes, with what is fixed', async (as) => {
    const shown = await matrix(as);
    expect([...shown.capabilities].sort()).toEqual([...CAPABILITIES].sort());
    for (const { role, capabilities, defaultCapabilities, isFixed } of shown.roles) {
      expect([...capabilities].sort()).toEqual(CAPABILITIES.filter((capability) => may(role, capability)).sort());
      expect(capabilities).toEqual(defaultCapabilities);
      expect(isFixed).toBe(role === 'admin');
    }
    expect(shown.fixedCapabilities).toEqual(['floor.read', 'staff.manage', 'permission.approve']);
    expect(shown.people.map(({ name }) => name)).toContain('Harbor Cashier');
    expect(shown.people.filter(({ name }) => name.startsWith('Summit'))).toEqual([]);
  });

  it('changes for everybody of a role when somebody else approves, at the next request and in the database', async () => {
    const seen = () => stack.asRole('authenticated', CASHIER, (sql) => sql`select from public.promo_coupon`);
    expect(await stack.http(CASHIER, 'GET', '/alerts')).toMatchObject({ status: 403 });
    const { id } = await asked([cell('cashier', 'dashboard.read', true)]);
    expect(await stack.http(CASHIER, 'GET', '/alerts')).toMatchObject({ status: 403 });
    expect(await seen()).toHaveLength(0);

    expect((await approve(id)).status).toBe(201);
    expect(await stack.http(CASHIER, 'GET', '/alerts')).toMatchObject({ status: 200 });
    expect(await capabilitiesOf(CASHIER)).toContain('dashboard.read');
    expect((await seen()).length).toBeGreaterThan(0);
    // Another casino's matrix is its own.
    expect(await stack.http('cashier@summit.example', 'GET', '/alerts')).toMatchObject({ status: 403 });

    await make([cell('cashier', 'dashboard.read', false)]);
    expect(await stack.http(CASHIER, 'GET', '/alerts')).toMatchObject({ status: 403 });
    // As the product has it: no cell of the casino's own.
    expect(await stack.sql`select from public.role_permission`).toHaveLength(0);
  });

  it('takes a capability away for who goes past the web app, too', async () => {
    await make([cell('pit_boss', 'reward.issue', false)]);
    const attempt = await stack.rpc(PIT_BOSS, 'rpc_issue_mid_session_reward', {
      p_rating_slip_id: newId(),
      p_points: 100,
      p_reason: 'promotion',
      p_idempotency_key: newId(),
    });
    expect(attempt).toMatchObject({ status: 403, body: { message: 'FORBIDDEN' } });
  });
});

describe('an exception', () => {
  it('gives one person a capability through its day, and no longer', async () => {
    const id = await staffId(DEALER);
    await make([{ staffId: id, capability: 'slip.manage', isGranted: true, throughGamingDay: today }]);
    expect(await capabilitiesOf(DEALER)).toEqual(['floor.read', 'slip.manage']);
    expect((await matrix()).exceptions).toEqual([
      expect.objectContaining({ staffName: 'Harbor Dealer', capability: 'slip.manage', reason: 'Short of people' }),
    ]);
    await stack.sql`update public.staff_permission set through_gaming_day = through_gaming_day - 1`;
    expect(await capabilitiesOf(DEALER)).toEqual(['floor.read']);
    expect((await matrix()).exceptions).toEqual([]);
  });

  it('goes before the role, whichever way the role is changed', async () => {
    const id = await staffId(CASHIER);
    await make([
      cell('cashier', 'dashboard.read', true),
      { staffId: id, capability: 'dashboard.read', isGranted: false, throughGamingDay: dayAfter(3) },
      { staffId: id, capability: 'shift.manage', isGranted: true, throughGamingDay: dayAfter(3) },
    ]);
    expect(await capabilitiesOf(CASHIER)).toEqual([
      'floor.read',
      'player.identify',
      'shift.manage',
      'mtl.write',
      'mtl.read',
    ]);
    await make([
      { staffId: id, capability: 'dashboard.read', isGranted: null },
      { staffId: id, capability: 'shift.manage', isGranted: null },
    ]);
    expect(await capabilitiesOf(CASHIER)).toEqual([
      'floor.read',
      'player.identify',
      'dashboard.read',
      'mtl.write',
      'mtl.read',
    ]);
    expect(await stack.sql`select from public.staff_permission`).toHaveLength(0);
  });

  it('ends with the role that it is an exception from', async () => {
    const id = await staffId(DEALER);
    await make([{ staffId: id, capability: 'slip.manage', isGranted: true, throughGamingDay: dayAfter(30) }]);
    await stack.sql`update public.staff set role = 'cashier' where id = ${id}`;
    expect(await capabilitiesOf(DEALER)).toEqual(['floor.read', 'player.identify', 'mtl.write', 'mtl.read']);
    await stack.sql`update public.staff set role = 'dealer' where id = ${id}`;
    expect(await capabilitiesOf(DEALER)).toEqual(['floor.read']);
  });
});

describe('another role for somebody', () => {
  const SECOND_ADMIN = LOYALTY;
  const roleOf = async (email: Email) =>
    (await stack.sql<{ role: string }[]>`select role from public.staff where email = ${email}`)[0]?.role;
  /** A second admin, whose account is another's of the house otherwise. */
  const withSecondAdmin = async (run: (id: string) => Promise<void>) => {
    const id = await staffId(SECOND_ADMIN);
    await stack.sql`update public.staff set role = 'admin' where id = ${id}`;
    try {
      await run(id);
    } finally {
      await stack.sql`update public.staff set is_active = true,
        role = case email when ${ADMIN} then 'admin' else 'loyalty_manager' end::public.staff_role
        where email in (${ADMIN}, ${SECOND_ADMIN})`;
    }
  };

  afterEach(() => stack.sql`update public.staff set role = 'dealer' where email = ${DEALER}`);

  it('holds once somebody else has approved it, from the next request on, and ends their exceptions', async () => {
    const id = await staffId(DEALER);
    await make([{ staffId: id, capability: 'slip.manage', isGranted: true, throughGamingDay: today }]);
    const { id: request, changes } = await asked([{ staffId: id, role: 'cashier' }]);
    const shown = { role: 'cashier', staffId: id, staffName: 'Harbor Dealer', capability: null, isGranted: null };
    expect(changes).toEqual([{ ...shown, throughGamingDay: null, demandsSecondFactor: null }]);
    expect(await roleOf(DEALER)).toBe('dealer');
    expect((await approve(request)).status).toBe(201);
    expect(await capabilitiesOf(DEALER)).toEqual(['floor.read', 'player.identify', 'mtl.write', 'mtl.read']);
    expect(await stack.sql`select from public.staff_permission`).toHaveLength(0);
  });

  it('may be the role of who decides, or of who asks, and is never their own', async () => {
    await make([{ staffId: await staffId(DEALER), role: 'compliance' }]);
    expect(await roleOf(DEALER)).toBe('compliance');
    const before = await standing();
    expect(await ask([{ staffId: await staffId(ADMIN), role: 'dealer' }])).toMatchObject({
      body: { code: 'OWN_RIGHTS' },
    });
    expect(await standing()).toEqual(before);
    const { id } = await asked([{ staffId: await staffId(COMPLIANCE), role: 'cashier' }]);
    expect(await approve(id)).toMatchObject({ status: 403, body: { code: 'OWN_RIGHTS' } });
    expect(await roleOf(COMPLIANCE)).toBe('compliance');
  });

  it('is refused where it is none, or comes with more about the same person', async () => {
    const [id, abroad] = [await staffId(DEALER), await staffId('dealer@summit.example')];
    const gone = await staffId(CASHIER);
    await stack.sql`update public.staff set is_active = false where id = ${gone}`;
    const before = await standing();
    const exception = { staffId: id, capability: 'slip.manage', isGranted: true, throughGamingDay: today };
    for (const changes of [
      [{ staffId: id, role: 'dealer' }],
      [{ staffId: id, role: 'owner' }],
      [{ staffId: abroad, role: 'cashier' }],
      [{ staffId: gone, role: 'dealer' }],
      [{ staffId: newId(), role: 'dealer' }],
      [{ staffId: id, role: 'cashier', capability: 'mtl.read', isGranted: true }],
      [{ staffId: id, role: 'cashier' }, exception],
      [
        { staffId: id, role: 'cashier' },
        { staffId: id, role: 'compliance' },
      ],
    ]) {
      expect(await ask(changes), JSON.stringify(changes)).toMatchObject({ status: 422 });
      const raw = changes.map((change) =>
        Object.fromEntries(
          Object.entries(change).map(([key, value]) => [
            key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
            value,
          ]),
        ),
      );
      const args = { p_changes: raw, p_reason: 'Past the web app', p_idempotency_key: newId() };
      expect(await stack.rpc(ADMIN, 'rpc_request_permission_change', args), JSON.stringify(raw)).toMatchObject({
        status: 422,
        body: { message: 'VALIDATION_FAILED' },
      });
    }
    expect(await standing()).toEqual(before);
    await stack.sql`update public.staff set is_active = true where id = ${gone}`;
  });

  it('is looked at again when it is approved: who has left meanwhile, or has the role, gets none', async () => {
    const id = await staffId(DEALER);
    const [one, other] = [
      await asked([{ staffId: id, role: 'cashier' }]),
      await asked([{ staffId: id, role: 'cashier' }]),
    ];
    expect((await approve(one.id)).status).toBe(201);
    expect(await approve(other.id)).toMatchObject({ status: 422 });
    const back = await asked([{ staffId: id, role: 'dealer' }]);
    await stack.sql`update public.staff set is_active = false where id = ${id}`;
    expect(await approve(back.id)).toMatchObject({ status: 422 });
    await stack.sql`update public.staff set is_active = true where id = ${id}`;
  });

  it('is taken from an admin only while another is left', async () => {
    await withSecondAdmin(async (secondId) => {
      const { id } = await asked([{ staffId: secondId, role: 'dealer' }]);
      // Who asked is let go while the decision is under way: it waits for the second admin's row, and then sees it.
      const first = await stack.sql.begin(async (sql) => {
        await sql`select from public.staff where id = ${secondId} for no key update`;
        await sql`update public.staff set is_active = false where email = ${ADMIN}`;
        const answer = approve(id);
        await expect.poll(() => isSomeoneWaiting(stack.sql)).toBe(true);
        return { answer };
      });
      expect(await first.answer).toMatchObject({ status: 409, body: { code: 'LAST_ADMIN' } });
      expect(await roleOf(SECOND_ADMIN)).toBe('admin');
    });
  });
});

describe('a bound of the product', () => {
  const both = (role: string, separation: string, ...capabilities: string[]) =>
    capabilities.map((capability) => [role, capability, separation] as const);

  it.each([
    ...both('pit_boss', 'issuesAndVerifies', 'audit.read', 'ledger.verify', 'pack.make', 'relation.manage'),
    ...both('pit_boss', 'pricesAndIssues', 'catalog.write', 'settings.write'),
    ...both('loyalty_manager', 'issuesAndVerifies', 'reward.issue', 'reward.approve', 'coupon.manage'),
    ...both('compliance', 'issuesAndVerifies', 'reward.issue', 'reward.approve', 'coupon.manage'),
  ])('holds for a %s with %s: %s', async (role, capability, separation) => {
    const before = await standing();
    const answer = await ask([cell(role, capability, true)]);
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'DUTIES_NOT_SEPARATE', details: { separation, role, personName: null } },
    });
    expect(await standing()).toEqual(before);
  });

  it('lets both sides change places in one request', async () => {
    await make([
      cell('pit_boss', 'reward.issue', false),
      cell('pit_boss', 'reward.approve', false),
      cell('pit_boss', 'coupon.manage', false),
      cell('pit_boss', 'catalog.write', true),
    ]);
    expect(await capabilitiesOf(PIT_BOSS)).toContain('catalog.write');
  });

  it('holds for one person as for a role', async () => {
    const id = await staffId(PIT_BOSS);
    const answer = await ask([{ staffId: id, capability: 'catalog.write', isGranted: true, throughGamingDay: today }]);
    expect(answer.body).toMatchObject({
      code: 'DUTIES_NOT_SEPARATE',
      details: { separation: 'pricesAndIssues', personName: 'Harbor Pit Boss' },
    });
  });

  it('holds on the day after what an exception took comes back', async () => {
    const id = await staffId(LOYALTY);
    const taken = ['catalog.write', 'audit.read', 'ledger.verify'];
    const exceptions = (takenThrough: number) => [
      ...taken.map((capability) => ({
        staffId: id,
        capability,
        isGranted: false,
        throughGamingDay: dayAfter(takenThrough),
      })),
      { staffId: id, capability: 'reward.issue', isGranted: true, throughGamingDay: dayAfter(10) },
    ];
    expect((await ask(exceptions(5))).body).toMatchObject({ code: 'DUTIES_NOT_SEPARATE' });
    expect((await ask(exceptions(10))).status).toBe(201);
  });

  it('is looked at again when it is approved: what changed meanwhile counts', async () => {
    // Each is right as things stand when it is asked for.
    const prices = await asked([
      cell('pit_boss', 'catalog.write', true),
      cell('pit_boss', 'reward.issue', false),
      cell('pit_boss', 'reward.approve', false),
      cell('pit_boss', 'coupon.manage', false),
    ]);
    const issues = await asked([cell('pit_boss', 'coupon.manage', true)]);
    expect((await approve(prices.id)).status).toBe(201);
    const before = await standing();
    expect((await approve(issues.id)).body).toMatchObject({ code: 'DUTIES_NOT_SEPARATE' });
    expect(await standing()).toEqual(before);
  });

  const FIXED: [what: string, change: () => Promise<Cell> | Cell][] = [
    ['what everybody reads', () => cell('dealer', 'floor.read', false)],
    ['who manages people', () => cell('pit_boss', 'staff.manage', true)],
    ['who decides about permissions', () => cell('loyalty_manager', 'permission.approve', true)],
    ['the admin’s role', () => cell('admin', 'reward.issue', false)],
    [
      'an admin',
      async () => ({
        staffId: await staffId(ADMIN),
        capability: 'reward.issue',
        isGranted: false,
        throughGamingDay: today,
      }),
    ],
    [
      'somebody of another casino',
      async () => ({
        staffId: await staffId('dealer@summit.example'),
        capability: 'slip.manage',
        isGranted: true,
        throughGamingDay: today,
      }),
    ],
    [
      'somebody without an end',
      async () => ({ staffId: await staffId(DEALER), capability: 'slip.manage', isGranted: true }),
    ],
    [
      'somebody until yesterday',
      async () => ({
        staffId: await staffId(DEALER),
        capability: 'slip.manage',
        isGranted: true,
        throughGamingDay: dayAfter(-1),
      }),
    ],
    [
      'somebody for longer than a year',
      async () => ({
        staffId: await staffId(DEALER),
        capability: 'slip.manage',
        isGranted: true,
        throughGamingDay: dayAfter(367),
      }),
    ],
  ];
  it.each(FIXED)('refuses a change of %s, at the database too', async (_what, change) => {
    const [before, made] = [await standing(), await change()];
    expect(await ask([made])).toMatchObject({ status: 422, body: { code: 'VALIDATION_FAILED' } });
    const [role, id, through] = [made.role, made.staffId, made.throughGamingDay];
    const raw = { capability: made.capability, is_granted: made.isGranted };
    const past = await stack.rpc(ADMIN, 'rpc_request_permission_change', {
      p_changes: [{ ...raw, ...(role ? { role } : { staff_id: id, through_gaming_day: through }) }],
      p_reason: 'Past the web app',
      p_idempotency_key: newId(),
    });
    expect(past).toMatchObject({ status: 422, body: { message: 'VALIDATION_FAILED' } });
    expect(await standing()).toEqual(before);
  });

  it('refuses one cell twice, none and more than fifty', async () => {
    const one = cell('dealer', 'slip.manage', true);
    for (const changes of [[one, one], [], Array.from({ length: 51 }, () => one)])
      expect(await ask(changes)).toMatchObject({ status: 422, body: { code: 'VALIDATION_FAILED' } });
  });
});

describe('two people', () => {
  it('decide: nobody on their own request', async () => {
    const { id } = await asked([cell('cashier', 'dashboard.read', true)]);
    const before = await standing();
    expect(await approve(id, ADMIN)).toMatchObject({ status: 403, body: { code: 'OWN_REQUEST' } });
    expect(await refuse(id, ADMIN)).toMatchObject({ status: 403, body: { code: 'OWN_REQUEST' } });
    expect(await standing()).toEqual(before);
  });

  it('decide: nobody about their own rights', async () => {
    const role = await asked([cell('compliance', 'import.manage', true)]);
    const person = await asked([
      { staffId: await staffId(COMPLIANCE), capability: 'import.manage', isGranted: true, throughGamingDay: today },
    ]);
    const before = await standing();
    for (const { id } of [role, person]) {
      expect(await approve(id)).toMatchObject({ status: 403, body: { code: 'OWN_RIGHTS' } });
      expect(await refuse(id)).toMatchObject({ status: 403, body: { code: 'OWN_RIGHTS' } });
    }
    expect(await standing()).toEqual(before);
  });

  it('refuse by the row itself that one decides on one’s own, whatever an RPC forgets', async () => {
    const { id } = await asked([cell('cashier', 'dashboard.read', true)]);
    const forged = stack.sql`
      update public.approval set status = 'approved', decided_by_staff_id = requested_by_staff_id, decided_at = now() where id = ${id}`;
    await expect(forged).rejects.toMatchObject({ code: '23514' });
  });

  it('decide once, when two do at the same moment', async () => {
    const { id } = await asked([cell('cashier', 'dashboard.read', true)]);
    const answers = await Promise.all([approve(id), refuse(id), approve(id)]);
    const [first, ...later] = answers.sort((one, other) => one.status - other.status);
    expect(first?.status).toBe(201);
    for (const answer of later)
      expect(answer).toMatchObject({
        status: 409,
        body: { code: 'APPROVAL_NOT_PENDING', details: { staffName: 'Harbor Compliance' } },
      });
    const { status } = dataOf<ApprovalResult>(first as never);
    expect((await capabilitiesOf(CASHIER)).includes('dashboard.read')).toBe(status === 'approved');
  });

  it('are answered again under their key', async () => {
    const [askedWith, approvedWith] = [newId(), newId()];
    const changes = [cell('cashier', 'dashboard.read', true)];
    const first = dataOf<ApprovalResult>(await ask(changes, ADMIN, askedWith));
    expect(dataOf<ApprovalResult>(await ask(changes, ADMIN, askedWith))).toEqual({ ...first, isExisting: true });
    const approved = dataOf<ApprovalResult>(await approve(first.id, COMPLIANCE, approvedWith));
    expect(dataOf(await approve(first.id, COMPLIANCE, approvedWith))).toEqual({ ...approved, isExisting: true });
    expect(await stack.sql`select from public.approval`).toHaveLength(1);
  });

  it('are on record with what was asked and what was decided', async () => {
    const { id } = await asked([cell('cashier', 'dashboard.read', true)]);
    await refuse(id);
    const rows = await stack.sql`
      select a.action, s.email, a.after ->> 'status' as status, a.after ->> 'note' as note
      from public.audit_log a join public.staff s on s.id = a.staff_id where a.entity_id = ${id} order by a.id`;
    expect(rows).toEqual([
      { action: 'approval.request', email: ADMIN, status: 'pending', note: null },
      { action: 'approval.refuse', email: COMPLIANCE, status: 'refused', note: 'Not this month' },
    ]);
  });

  it('take part only while the request waits', async () => {
    const late = await asked([cell('cashier', 'dashboard.read', true)]);
    await stack.sql`update public.approval set lapses_at = now() where id = ${late.id}`;
    expect((await approve(late.id)).body).toMatchObject({
      code: 'APPROVAL_NOT_PENDING',
      details: { status: 'lapsed', staffName: null },
    });

    const left = await asked([cell('cashier', 'dashboard.read', true)]);
    await stack.sql`update public.staff set is_active = false where email = ${ADMIN}`;
    expect((await approve(left.id)).body).toMatchObject({ details: { status: 'lapsed' } });
    await stack.sql`update public.staff set is_active = true where email = ${ADMIN}`;

    const back = await asked([cell('cashier', 'dashboard.read', true)]);
    expect(await withdraw(back.id)).toMatchObject({ status: 201, body: { data: { status: 'withdrawn' } } });
    expect((await approve(back.id)).body).toMatchObject({
      details: { status: 'withdrawn', staffName: 'Harbor Admin' },
    });
    expect(await capabilitiesOf(CASHIER)).not.toContain('dashboard.read');
  });

  it('list what waits apart from what was decided', async () => {
    const waits = await asked([cell('cashier', 'dashboard.read', true)]);
    const over = await asked([cell('cashier', 'shift.manage', true)]);
    await refuse(over.id);
    const ids = async (query: string) =>
      dataOf<{ items: { id: string }[] }>(await stack.http(COMPLIANCE, 'GET', `/approvals${query}`)).items.map(
        ({ id }) => id,
      );
    expect(await ids('')).toEqual([over.id, waits.id]);
    expect(await ids('?isPending=true')).toEqual([waits.id]);
    expect(await ids('?isPending=false')).toEqual([over.id]);
    expect(await ids(`?cursor=${over.id}`)).toEqual([waits.id]);
  });

  it('are of one casino: another’s request is nobody’s', async () => {
    const { id } = await asked([cell('cashier', 'dashboard.read', true)]);
    for (const answer of [
      await approve(id, 'compliance@summit.example'),
      await refuse(id, 'admin@summit.example'),
      await withdraw(id, 'admin@summit.example'),
    ])
      expect(answer).toMatchObject({ status: 404, body: { code: 'APPROVAL_NOT_FOUND' } });
  });

  it('does not let a colleague take back what somebody else asked for', async () => {
    const { id } = await asked([cell('cashier', 'dashboard.read', true)]);
    const [other] = await stack.sql<{ id: string }[]>`
      insert into public.staff (casino_id, user_id, email, full_name, role)
      values (${casinoId}, gen_random_uuid(), ${`${newId()}@harbor.example`}, 'Other', 'admin') returning id`;
    await stack.sql`update public.approval set requested_by_staff_id = ${other?.id ?? ''} where id = ${id}`;
    expect(await withdraw(id)).toMatchObject({ status: 403, body: { code: 'NOT_YOUR_REQUEST' } });
    await stack.sql`update public.staff set role = 'dealer' where id = ${other?.id ?? ''}`;
  });
});

describe('what somebody may', () => {
  const words = CAPABILITIES as Capability[];
  const cells = fc.dictionary(fc.constantFrom(...words), fc.boolean());
  const exceptions = fc.dictionary(
    fc.constantFrom(...words),
    fc.record({ isGranted: fc.boolean(), days: fc.integer({ min: -2, max: 2 }) }),
  );

  it('is their exception while it runs, else the casino’s cell, else the product’s, for any of these', async () => {
    const id = await staffId(LOYALTY);
    await fc.assert(
      fc.asyncProperty(cells, exceptions, async (ofRole, ofPerson) => {
        await stack.sql`delete from public.role_permission`;
        await stack.sql`delete from public.staff_permission`;
        for (const [word, isGranted] of Object.entries(ofRole))
          await stack.sql`insert into public.role_permission values (${casinoId}, 'loyalty_manager', ${word}, ${isGranted})`;
        for (const [word, { isGranted, days }] of Object.entries(ofPerson))
          await stack.sql`
            insert into public.staff_permission values (${casinoId}, ${id}, ${word}, ${isGranted}, ${dayAfter(days)}, 'Drawn')`;
        const expected = words.filter((word) => {
          const exception = ofPerson[word];
          if (exception && exception.days >= 0) return exception.isGranted;
          return ofRole[word] ?? may('loyalty_manager', word);
        });
        expect([...(await capabilitiesOf(LOYALTY))].sort()).toEqual([...expected].sort());
        for (const word of words) {
          const [row] = await stack.asRole(
            'authenticated',
            LOYALTY,
            (sql) => sql`select app.current_staff_can(${word}) as can`,
          );
          expect(row?.can).toBe(expected.includes(word));
        }
      }),
      { seed: SEED, numRuns: 25 },
    );
  });
});
