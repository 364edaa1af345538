import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { StaffMember, StaffResult } from '@/services/staff/dtos';
import { dataOf } from '../floor/floor-desk';
import { ADMIN, type Email, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { CASHIER, createStaffDesk, DEALER, OTHER_ADMIN, type StaffDesk } from './staff-desk';

let stack: TestStack;
let desk: StaffDesk;
let dealerId: string;
let adminId: string;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createStaffDesk(stack);
  [dealerId, adminId] = [await desk.idOf(DEALER), await desk.idOf(ADMIN)];
});
afterAll(() => stack.dispose());
beforeEach(async () => {
  await stack.sql`update public.staff set is_active = true, licence_expires_on = null, full_name = 'Harbor Dealer'
    where id = ${dealerId}`;
  await stack.sql`update public.staff_record set deactivated_at = null, deactivation_reason = null,
    employee_number = null, licence_number = null where staff_id = ${dealerId}`;
  await stack.sql`delete from public.staff_pit`;
  await stack.sql`update public.casino_settings set stops_on_expired_licence = false, licence_warning_days = 30`;
});

const nameList = (items: StaffMember[]) => items.map(({ name }) => name);
/** A day by the calendar on the casino's wall, so many from today. */
async function dayFromToday(days: number): Promise<string> {
  const [row] = await stack.sql<{ day: string }[]>`
    select ((now() at time zone time_zone)::date + ${days}::integer)::text as day from public.casino_settings cs
    join public.casino c on c.id = cs.casino_id where c.slug = 'harbor'`;
  return String(row?.day);
}

describe('the list of people', () => {
  it('has everybody of the casino by name, and nobody of another', async () => {
    const { items } = await desk.list();
    expect(nameList(items)).toEqual([
      'Harbor Admin',
      'Harbor Cashier',
      'Harbor Compliance',
      'Harbor Dealer',
      'Harbor Loyalty Manager',
      'Harbor Pit Boss',
    ]);
    expect(items[3]).toMatchObject({
      id: dealerId,
      email: DEALER,
      role: 'dealer',
      state: 'active',
      licenceState: 'none',
      pits: [],
      deactivatedAt: null,
    });
  });

  it('is narrowed down by words, role, state, pit and licence, and goes on page by page', async () => {
    const [pitId] = await desk.pitIds();
    const licenceExpiresOn = await dayFromToday(-1);
    await desk.update(dealerId, { employeeNumber: 'D-0412', licenceExpiresOn, pitIds: [pitId] });
    for (const query of ['search=d-04', 'search=DEALER%40', 'search=harbor+deal', 'role=dealer', `pitId=${pitId}`])
      expect(nameList((await desk.list(`?${query}`)).items), query).toEqual(['Harbor Dealer']);
    expect(nameList((await desk.list('?licenceState=expired')).items)).toEqual(['Harbor Dealer']);
    expect((await desk.list('?state=invited')).items).toEqual([]);

    const first = await desk.list('?limit=4');
    const rest = await desk.list(`?limit=4&cursor=${first.nextCursor}`);
    expect(nameList([...first.items, ...rest.items])).toEqual(nameList((await desk.list()).items));
    expect(rest.nextCursor).toBeNull();
  });

  it.each([PIT_BOSS, DEALER])('is not for %s', async (as) => {
    for (const path of ['/staff', `/staff/${dealerId}`])
      expect(await stack.http(as, 'GET', path)).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
  });
});

describe('a change', () => {
  it('is kept whole, answered again under its key, and on record with before and after', async () => {
    const [key, pitIds] = [newId(), await desk.pitIds()];
    const changes = { employeeNumber: ' D 12 ', licenceNumber: 'NJ-77', licenceExpiresOn: await dayFromToday(400) };
    const answer = await desk.update(dealerId, { ...changes, name: 'Dana  Deal', pitIds }, { key });
    expect(answer.status).toBe(201);
    const changed = dataOf<StaffResult>(answer);
    expect(changed).toMatchObject({ ...changes, employeeNumber: 'D 12', name: 'Dana Deal', licenceState: 'valid' });
    expect(changed.pits.map(({ id }) => id)).toEqual(pitIds);
    const { isExisting: _, ...person } = changed;
    expect(await desk.get(dealerId)).toEqual(person);

    await desk.update(dealerId, { name: 'Somebody else' });
    const again = await desk.update(dealerId, { ...changes, name: 'Dana  Deal', pitIds }, { key });
    expect(again).toMatchObject({ status: 200, body: { data: { ...changed, isExisting: true } } });
    expect(await desk.update(dealerId, { name: 'Third' }, { key })).toMatchObject({
      body: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
    expect((await desk.get(dealerId)).name).toBe('Somebody else');

    const [row] = await stack.sql`
      select action, entity_id as id, before ->> 'name' as before, after ->> 'name' as after
      from public.audit_log where idempotency_key = ${key}`;
    expect(row).toEqual({ action: 'staff.update', id: dealerId, before: 'Harbor Dealer', after: 'Dana Deal' });
  });

  it('takes away what is null, and leaves what it does not name', async () => {
    await desk.update(dealerId, { employeeNumber: 'D-1', licenceNumber: 'L-1', licenceExpiresOn: '2030-05-01' });
    await desk.update(dealerId, { employeeNumber: null, licenceExpiresOn: null });
    const facts = { employeeNumber: null, licenceNumber: 'L-1', licenceExpiresOn: null, name: 'Harbor Dealer' };
    expect(await desk.get(dealerId)).toMatchObject(facts);
  });

  it('of two made on the same version, the second is refused', async () => {
    const { updatedAt: expectedUpdatedAt } = await desk.get(dealerId);
    const both = await Promise.all(['One', 'Two'].map((name) => desk.update(dealerId, { name, expectedUpdatedAt })));
    expect(both.map(({ body }) => body.code).sort()).toEqual(['OK', 'STAFF_CHANGED']);
  });

  it('gives an employee number to one of two, however it is written', async () => {
    const cashierId = await desk.idOf(CASHIER);
    const both = await Promise.all([
      desk.update(dealerId, { employeeNumber: 'e-9' }),
      desk.update(cashierId, { employeeNumber: 'E-9' }),
    ]);
    expect(both.map(({ body }) => body.code).sort()).toEqual(['EMPLOYEE_NUMBER_TAKEN', 'OK']);
    await desk.update(cashierId, { employeeNumber: null });
    // Another casino may have the number, too.
    const [abroad] = (await desk.list('?role=dealer', OTHER_ADMIN)).items;
    expect(await desk.update(String(abroad?.id), { employeeNumber: 'e-9' }, { as: OTHER_ADMIN })).toMatchObject({
      status: 201,
    });
  });

  const REFUSED: [what: string, body: object, code: string][] = [
    ['without a name', { name: ' ' }, 'VALIDATION_FAILED'],
    ['of a number that is a text', { employeeNumber: 'x'.repeat(41) }, 'VALIDATION_FAILED'],
    ['of a day that there is not', { licenceExpiresOn: '2030-02-30' }, 'VALIDATION_FAILED'],
    ['of a field that is nobody’s to change', { email: 'new@harbor.example' }, 'VALIDATION_FAILED'],
    ['to a pit that there is not', { pitIds: [newId()] }, 'PIT_NOT_FOUND'],
  ];
  it.each(REFUSED)('%s is refused, and leaves nothing behind', async (_, body, code) => {
    const before = await desk.snapshot();
    expect(await desk.update(dealerId, body)).toMatchObject({ body: { ok: false, code } });
    expect(await desk.snapshot()).toEqual(before);
  });

  it('past the web app is held to the same rules', async () => {
    const before = await desk.snapshot();
    for (const changes of [
      { name: null },
      { name: 7 },
      { role: 'admin' },
      { email: 'new@harbor.example' },
      { is_active: false },
      { licence_expires_on: 'tomorrow' },
      { licence_expires_on: 5 },
      { pit_ids: 'all' },
      { pit_ids: ['x'] },
      [],
    ]) {
      const args = { p_person_id: dealerId, p_changes: changes, p_idempotency_key: newId() };
      const { status, body } = await stack.rpc(ADMIN, 'rpc_update_staff', args);
      expect({ status, body }, JSON.stringify(changes)).toMatchObject({
        status: 422,
        body: { message: 'VALIDATION_FAILED' },
      });
    }
    expect(await desk.snapshot()).toEqual(before);
  });

  it('of somebody of another casino is refused as of nobody, and so is one of their pits', async () => {
    const before = await desk.snapshot();
    const [abroad] = (await desk.list('?role=dealer', OTHER_ADMIN)).items;
    for (const id of [String(abroad?.id), newId()]) {
      expect(await stack.http(ADMIN, 'GET', `/staff/${id}`)).toMatchObject({ body: { code: 'STAFF_NOT_FOUND' } });
      for (const refused of [desk.update(id, { name: 'Mine' }), desk.deactivate(id), desk.reactivate(id)])
        expect(await refused).toMatchObject({ status: 404, body: { code: 'STAFF_NOT_FOUND' } });
    }
    const pitIds = await desk.pitIds('summit');
    expect(await desk.update(dealerId, { pitIds })).toMatchObject({ body: { code: 'PIT_NOT_FOUND' } });
    expect(await desk.snapshot()).toEqual(before);
  });
});

describe('who may let people go', () => {
  it('never does it to themselves, and changes nobody’s role here', async () => {
    const before = await desk.snapshot();
    expect(await desk.deactivate(adminId)).toMatchObject({ status: 409, body: { code: 'STAFF_SELF' } });
    for (const id of [adminId, dealerId])
      expect(await desk.update(id, { role: 'cashier' })).toMatchObject({ body: { code: 'VALIDATION_FAILED' } });
    expect(await desk.snapshot()).toEqual(before);
  });

  it('of two admins who deactivate each other at once, one is left', async () => {
    const second = CASHIER;
    const secondId = await desk.idOf(second);
    await stack.sql`update public.staff set role = 'admin' where id = ${secondId}`;
    const both = await Promise.all([desk.deactivate(secondId), desk.deactivate(adminId, 'Left', { as: second })]);
    expect(both.map(({ body }) => body.code).sort()).toEqual(['FORBIDDEN', 'OK']);
    const admins = await stack.sql`
      select email from public.staff s join public.casino c on c.id = s.casino_id
      where c.slug = 'harbor' and role = 'admin' and is_active and user_id is not null`;
    expect(admins).toHaveLength(1);
    await stack.sql`update public.staff set is_active = true,
      role = case email when ${ADMIN} then 'admin' else 'cashier' end::public.staff_role
      where email in (${ADMIN}, ${second})`;
    await stack.sql`update public.staff_record set deactivated_at = null, deactivation_reason = null`;
  });
});

describe('somebody who is deactivated', () => {
  it('is stopped at the next request, at every door, and let in again with the role they had', async () => {
    const reads = () =>
      stack.asRole('authenticated', DEALER, async (sql) => [
        ...(await sql`select count(*)::integer as n from public.staff`),
        ...(await sql`select count(*)::integer as n from public.gaming_table`),
      ]);
    const floor = () => stack.http(DEALER, 'GET', '/floor');
    expect((await floor()).status).toBe(200);
    const open = await reads();
    expect(open.every(({ n }) => n > 0)).toBe(true);

    const key = newId();
    const answer = await desk.deactivate(dealerId, '  Left the house ', { key });
    expect(answer.status).toBe(201);
    const gone = { state: 'deactivated', deactivationReason: 'Left the house', deactivatedAt: expect.any(String) };
    expect(dataOf<StaffResult>(answer)).toMatchObject(gone);
    expect(await floor()).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    expect(await stack.http(DEALER, 'GET', '/me')).toMatchObject({ status: 403 });
    expect(await stack.rpc(DEALER, 'rpc_get_me', {})).toMatchObject({ status: 403 });
    const language = { p_language: 'es', p_idempotency_key: newId() };
    expect(await stack.rpc(DEALER, 'rpc_set_language', language)).toMatchObject({ status: 403 });
    expect((await reads()).map(({ n }) => n)).toEqual([0, 0]);
    expect(nameList((await desk.list('?state=deactivated')).items)).toEqual(['Harbor Dealer']);

    expect(await desk.deactivate(dealerId, 'Left the house', { key })).toMatchObject({ status: 200 });
    expect(await desk.deactivate(dealerId)).toMatchObject({
      body: { code: 'STAFF_DEACTIVATED', details: { staffName: 'Harbor Admin' } },
    });
    expect(dataOf<StaffResult>(await desk.reactivate(dealerId))).toMatchObject({
      state: 'active',
      role: 'dealer',
      deactivatedAt: null,
      deactivationReason: null,
    });
    expect((await floor()).status).toBe(200);
    expect(await reads()).toEqual(open);
    expect(await desk.reactivate(dealerId)).toMatchObject({ status: 409, body: { code: 'STAFF_ACTIVE' } });
  });

  it('needs a reason for it', async () => {
    const before = await desk.snapshot();
    for (const reason of ['', '   ', 'x'.repeat(501), null])
      expect(await desk.deactivate(dealerId, reason)).toMatchObject({ body: { code: 'VALIDATION_FAILED' } });
    expect(await desk.snapshot()).toEqual(before);
  });

  it('finishes what was under way in the database, and nothing after it', async () => {
    // The request began before: it holds the person's row, as a choice of language does.
    const first = stack.sql.begin(async (sql) => {
      await sql`select from public.staff where id = ${dealerId} for no key update`;
      const refused = desk.deactivate(dealerId);
      return { refused };
    });
    const { refused } = await first;
    expect(await refused).toMatchObject({ status: 201 });
    expect(await stack.http(DEALER, 'GET', '/floor')).toMatchObject({ status: 403 });
  });
});

describe('a gaming licence', () => {
  const expire = async (days: number) => desk.update(dealerId, { licenceExpiresOn: await dayFromToday(days) });
  const licence = async (as: Email) =>
    dataOf<{ staff: { licence: unknown } }>(await stack.http(as, 'GET', '/me')).staff.licence;

  it.each([
    [31, null],
    [30, 'expiring'],
    [0, 'expiring'],
    [-1, 'expired'],
  ])('that ends in %i days is told to its holder as %s', async (days, state) => {
    await expire(days);
    const told = state === null ? null : { expiresOn: await dayFromToday(days), state, stops: false };
    expect(await licence(DEALER)).toEqual(told);
    const [person] = (await desk.list(`?licenceState=${state ?? 'valid'}`)).items;
    expect(person).toMatchObject({ id: dealerId, licenceState: state ?? 'valid' });
  });

  it('that has expired stops its holder from that day on where the house says so, in the database', async () => {
    const set = (stopsOnExpiredLicence: boolean) => desk.send('PATCH', '/casino/settings', { stopsOnExpiredLicence });
    await expire(-1);
    expect((await stack.http(DEALER, 'GET', '/floor')).status).toBe(200);
    expect(await set(true)).toMatchObject({ status: 201 });
    const refusal = { code: 'LICENCE_EXPIRED', details: { expiredOn: await dayFromToday(-1) } };
    expect(await stack.http(DEALER, 'GET', '/floor')).toMatchObject({ status: 403, body: refusal });
    const language = { p_language: 'es', p_idempotency_key: newId() };
    expect(await stack.rpc(DEALER, 'rpc_set_language', language)).toMatchObject({
      status: 403,
      body: { message: 'LICENCE_EXPIRED' },
    });
    const [seen] = await stack.asRole(
      'authenticated',
      DEALER,
      (
        sql,
      ) => sql`select count(*)::integer as n, app.current_staff_can('floor.read') as can, app.current_staff_id() as id
        from public.gaming_table`,
    );
    expect(seen).toEqual({ n: 0, can: false, id: null });

    // On its last day it is good, by the casino's calendar, and so is one that is not on record.
    await expire(0);
    expect((await stack.http(DEALER, 'GET', '/floor')).status).toBe(200);
    await desk.update(dealerId, { licenceExpiresOn: null });
    expect((await stack.http(DEALER, 'GET', '/floor')).status).toBe(200);
    await set(false);
  });

  it('never keeps an admin out, who alone can enter the next date', async () => {
    await stack.sql`update public.casino_settings set stops_on_expired_licence = true`;
    await desk.update(adminId, { licenceExpiresOn: await dayFromToday(-1) });
    expect(await licence(ADMIN)).toMatchObject({ state: 'expired', stops: false });
    expect(await desk.update(adminId, { licenceExpiresOn: null })).toMatchObject({ status: 201 });
  });
});

describe('when somebody was last seen', () => {
  it('is noted at a sign-in, at most once in five minutes', async () => {
    const stamp = () => stack.rpc(DEALER, 'rpc_stamp_last_seen', {});
    await stack.sql`update public.staff_record set last_seen_at = now() - interval '6 minutes'`;
    expect(await stamp()).toMatchObject({ body: { is_stamped: true } });
    const { lastSeenAt } = await desk.get(dealerId);
    expect(await stamp()).toMatchObject({ body: { is_stamped: false } });
    expect((await desk.get(dealerId)).lastSeenAt).toBe(lastSeenAt);
  });
});
