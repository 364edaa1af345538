import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ACTING_AS_HEADER } from '@/lib/http/headers';
import { newId } from '@/lib/shared/ids';
import type { Me, MyCasino } from '@/services/casino/dtos';
import type { StaffLinkResult } from '@/services/staff/dtos';
import { DEMO_PASSWORD } from '../../supabase/embedded/demo';
import { HOST, ORIGIN, signIn } from '../api/browser';
import { dataOf } from '../floor/floor-desk';
import { ADMIN, type Answer, type Email, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { CASHIER, createStaffDesk, DEALER, OTHER_ADMIN, type StaffDesk } from './staff-desk';
import { createTablet, type Tablet } from './tablet';

/** Works at Harbor as the demo has it, and at Summit since `beforeAll`. */
const PERSON = PIT_BOSS;
const PIN = '270914';

let stack: TestStack;
let desk: StaffDesk;
let harbor: { id: string; staffId: string };
let summit: { id: string; staffId: string };

beforeAll(async () => {
  stack = await startTestStack({ connections: 8 });
  desk = createStaffDesk(stack);
  const inviteToSummit = await linkAt(PERSON, OTHER_ADMIN);
  expect((await desk.accept(inviteToSummit, DEMO_PASSWORD)).status).toBe(200);
  await stack.sql`update public.staff set role = 'pit_boss' where email = ${PERSON}`;
  [harbor, summit] = [await rowAt('harbor'), await rowAt('summit')];
});
afterAll(() => stack.dispose());
afterEach(() => stack.sql`update public.staff set is_active = true, signed_out_before = null`);

async function linkAt(email: Email, as: Email): Promise<string> {
  const answer = await desk.invite({ email, name: 'Dana Double', role: 'dealer' }, { as });
  return String(dataOf<StaffLinkResult>(answer).linkToken);
}
async function rowAt(slug: string, email: Email = PERSON): Promise<{ id: string; staffId: string }> {
  const [row] = await stack.sql<{ id: string; staffId: string }[]>`
    select c.id, s.id as "staffId" from public.staff s join public.casino c on c.id = s.casino_id
    where s.email = ${email} and c.slug = ${slug}`;
  if (!row) throw new Error(`${email} does not work at ${slug}.`);
  return row;
}
/** A tablet on which the person has signed in and gone to a casino. */
async function tabletAt(casino: { id: string } | null): Promise<Tablet> {
  const tablet = createTablet(stack);
  await tablet.enter(PERSON);
  if (casino) expect((await choose(tablet, casino.id)).status).toBe(200);
  return tablet;
}
const choose = (tablet: Tablet, casinoId: string) => tablet.send('POST', '/me/casino', { casinoId });
const slugOf = (answer: Answer) => (answer.status === 200 ? dataOf<Me>(answer).casino.slug : answer.body.code);
const where = async (tablet: Tablet) => slugOf(await tablet.me());
const setLanguage = (tablet: Tablet, language: string, key = newId()) =>
  tablet.send('PUT', '/me/language', { language }, key);
const languages = async () => {
  const rows = await stack.sql`
    select c.slug, s.language from public.staff s join public.casino c on c.id = s.casino_id
    where s.email = ${PERSON} order by c.slug`;
  return rows.map(({ language }) => language as string | null);
};
/** As a screen does that was opened as somebody, whatever its session is at by now. */
const asScreenOf = (
  tablet: Tablet,
  staffId: string,
  method: 'GET' | 'PUT',
  path: string,
  body?: object,
  key?: string,
) =>
  stack.http(null, method, path, {
    headers: { cookie: tablet.cookie(), host: HOST, origin: ORIGIN, [ACTING_AS_HEADER]: staffId },
    ...(body ? { body } : {}),
    ...(key ? { key } : {}),
  });
/** What the database answers to a token with these claims, past the web app. */
const withClaims = (userId: string, claims: object, statement: string) =>
  stack.sql
    .begin(async (sql) => {
      await sql`select set_config('request.jwt.claim.sub', ${userId}, true), set_config('request.jwt.claims', ${JSON.stringify(
        { iat: 4_102_444_800, ...claims },
      )}, true)`;
      await sql.unsafe('set local role authenticated');
      return [...(await sql.unsafe(statement))];
    })
    .catch((error: Error) => error.message);
const sessionsOf = async (email: Email, casinoId: string) => {
  const rows = await stack.sql<{ id: string; userId: string }[]>`
    select c.session_id as id, c.user_id as "userId" from app.session_casino c
    join public.staff s on s.casino_id = c.casino_id and s.id = c.staff_id
    where s.email = ${email} and c.casino_id = ${casinoId} order by c.at desc`;
  return rows;
};

describe('an invitation to a second casino', () => {
  it('is accepted by the password of the account and by nothing else, and leaves running sessions where they are', async () => {
    const link = await linkAt(DEALER, OTHER_ADMIN);
    const working = createTablet(stack);
    await working.enter(DEALER);
    expect(await desk.accept(link, 'A guess at a password.')).toMatchObject({ body: { code: 'ACCOUNT_EXISTS' } });
    expect(await stack.rpc(CASHIER, 'rpc_guest_accept_invitation', { p_token: link })).toMatchObject({
      body: { message: 'ACCOUNT_NOT_INVITED' },
    });
    expect(await where(working)).toBe('harbor');
    const rows = () =>
      stack.sql`select has_choice as "hasChoice" from public.staff where email = ${DEALER} and user_id is not null`;
    expect([...(await rows())]).toEqual([{ hasChoice: false }]);

    const accepted = await desk.accept(link, DEMO_PASSWORD);
    expect(slugOf(accepted)).toBe('summit');
    expect(dataOf<Me>(accepted).staff).toMatchObject({ name: 'Dana Double', role: 'dealer', worksElsewhere: true });
    expect([...(await rows())]).toEqual([{ hasChoice: true }, { hasChoice: true }]);
    // The tablet at the first casino goes on there without a word, and so does a token of before.
    expect(await where(working)).toBe('harbor');
    expect(slugOf(await stack.http(DEALER, 'GET', '/me'))).toBe('harbor');
    // Sent again, as after an answer that was lost, it is the same.
    expect(slugOf(await desk.accept(link, DEMO_PASSWORD))).toBe('LINK_USED');
  });

  it('makes no choice for whoever works at one casino: nothing is asked of them, and choosing it changes nothing', async () => {
    const tablet = createTablet(stack);
    expect(slugOf(await tablet.enter(CASHIER))).toBe('harbor');
    const { id } = await rowAt('harbor', CASHIER);
    expect(slugOf(await choose(tablet, id))).toBe('harbor');
    expect(dataOf<Me>(await tablet.me()).staff.worksElsewhere).toBe(false);
    expect(await sessionsOf(CASHIER, id)).toEqual([]);
  });

  it('the database itself has no account at two casinos without a choice, nor twice at one', async () => {
    const [cashier] = await stack.sql`select user_id, casino_id from public.staff where email = ${CASHIER}`;
    const add = (casinoId: string) => stack.sql`
      insert into public.staff (casino_id, user_id, email, full_name, role)
      values (${casinoId}, ${cashier?.user_id}, 'again@harbor.example', 'Again', 'dealer')`;
    await expect(add(cashier?.casino_id)).rejects.toThrow(/staff_account/);
    await expect(
      stack.sql.begin(async (sql) => {
        await sql`insert into public.staff (casino_id, user_id, email, full_name, role)
          values (${summit.id}, ${cashier?.user_id}, 'again@harbor.example', 'Again', 'dealer')`;
        await sql`update public.staff set has_choice = false where user_id = ${cashier?.user_id}`;
      }),
    ).rejects.toThrow(/staff_without_choice/);
  });
});

describe('a session of somebody with several casinos', () => {
  it('is at none until one is chosen: signed in, and refused at every door', async () => {
    const tablet = createTablet(stack);
    const entered = await tablet.enter(PERSON);
    expect(entered).toMatchObject({ status: 409, body: { code: 'CASINO_NOT_CHOSEN' } });
    expect(await where(tablet)).toBe('CASINO_NOT_CHOSEN');
    expect(await tablet.send('GET', '/floor')).toMatchObject({ status: 409, body: { code: 'CASINO_NOT_CHOSEN' } });
    expect(await setLanguage(tablet, 'es')).toMatchObject({ status: 409, body: { code: 'CASINO_NOT_CHOSEN' } });
    const [{ id, user_id: userId } = {}] = await stack.sql`
      select a.id, a.user_id from auth.sessions a join public.staff s on s.user_id = a.user_id
      where s.id = ${harbor.staffId} order by a.created_at desc limit 1`;
    expect(await withClaims(userId, { session_id: id }, 'select id from public.player')).toEqual([]);
    expect(await withClaims(userId, { session_id: id }, 'select id from public.casino')).toEqual([]);

    const { items } = dataOf<{ items: MyCasino[] }>(await tablet.send('GET', '/me/casinos'));
    expect(items).toEqual([
      { casinoId: harbor.id, name: 'Harbor', role: 'pit_boss', isChosen: false },
      { casinoId: summit.id, name: 'Summit', role: 'pit_boss', isChosen: false },
    ]);
    expect(slugOf(await choose(tablet, summit.id))).toBe('summit');
    expect(await where(tablet)).toBe('summit');
    expect(await languages()).toEqual([null, null]);
  });

  it('chooses on record, once, in the casino that it goes to', async () => {
    const count = () =>
      stack.sql`select casino_id, staff_id from public.audit_log where action = 'staff.choose_casino' order by at desc`;
    const before = await count();
    const tablet = await tabletAt(harbor);
    expect((await choose(tablet, harbor.id)).status).toBe(200);
    const after = await count();
    expect(after.length).toBe(before.length + 1);
    expect(after[0]).toEqual({ casino_id: harbor.id, staff_id: harbor.staffId });
  });

  it('on two tablets is at two casinos at once, and each reads and writes its own only', async () => {
    const [one, other] = [await tabletAt(harbor), await tabletAt(summit)];
    const [here, there] = await Promise.all([one.send('GET', '/floor'), other.send('GET', '/floor')]);
    const ids = (answer: Answer) =>
      dataOf<{ pits: { tables: { id: string }[] }[] }>(answer).pits.flatMap(({ tables }) => tables.map(({ id }) => id));
    const owned = async (casinoId: string) =>
      (await stack.sql`select id from public.gaming_table where casino_id = ${casinoId}`).map(({ id }) => id as string);
    expect(await owned(harbor.id)).toEqual(expect.arrayContaining(ids(here)));
    expect(await owned(summit.id)).toEqual(expect.arrayContaining(ids(there)));
    expect(ids(here).length * ids(there).length).toBeGreaterThan(0);

    const written = await Promise.all([setLanguage(one, 'es'), setLanguage(other, 'zh-Hans')]);
    expect(written.map(({ status }) => status)).toEqual([201, 201]);
    expect(await languages()).toEqual(['es', 'zh-Hans']);
    await stack.sql`update public.staff set language = null`;
  });

  it('goes to none where its person does not work, whether there is one or not', async () => {
    const tablet = createTablet(stack);
    await tablet.enter(CASHIER);
    for (const casinoId of [summit.id, newId()])
      expect(await choose(tablet, casinoId)).toMatchObject({ status: 404, body: { code: 'CASINO_NOT_FOUND' } });
    expect(await where(tablet)).toBe('harbor');
    const several = await tabletAt(harbor);
    expect(await choose(several, newId())).toMatchObject({ status: 404, body: { code: 'CASINO_NOT_FOUND' } });
    expect(await where(several)).toBe('harbor');
  });

  it('is nobody’s but its own: a token that names none, one that has ended or another person’s is nowhere', async () => {
    await tabletAt(summit);
    const [mine] = await sessionsOf(PERSON, summit.id);
    const dealer = await rowAt('summit', DEALER);
    const [theirs] = await sessionsOf(DEALER, dealer.id);
    const userId = String(mine?.userId);
    const me = 'select public.rpc_get_me() as me';
    expect(await withClaims(userId, { session_id: mine?.id }, me)).toMatchObject([
      { me: { casino: { slug: 'summit' } } },
    ]);
    for (const claims of [{}, { session_id: newId() }, { session_id: theirs?.id }, { session_id: null }]) {
      expect(await withClaims(userId, claims, me)).toBe('CASINO_NOT_CHOSEN');
      expect(await withClaims(userId, claims, 'select id from public.casino')).toEqual([]);
      expect(await withClaims(userId, claims, `select public.rpc_choose_casino('${summit.id}')`)).toBe(
        'UNAUTHENTICATED',
      );
    }
    // Nothing of the other person's moved.
    expect(await sessionsOf(DEALER, dealer.id)).toContainEqual(theirs);
  });
});

describe('coming and going', () => {
  it('deactivated at one casino, somebody is out there at the next request, and goes on at the other', async () => {
    const [one, other] = [await tabletAt(harbor), await tabletAt(summit)];
    expect((await desk.deactivate(harbor.staffId)).status).toBe(201);
    expect(await where(one)).toBe('CASINO_NOT_CHOSEN');
    expect(await choose(one, harbor.id)).toMatchObject({ status: 404, body: { code: 'CASINO_NOT_FOUND' } });
    expect(dataOf<Me>(await other.me())).toMatchObject({
      casino: { slug: 'summit' },
      staff: { worksElsewhere: false },
    });
    // One is left, and a sign-in goes straight to it.
    const fresh = createTablet(stack);
    expect(slugOf(await fresh.enter(PERSON))).toBe('summit');
    expect(slugOf(await choose(one, summit.id))).toBe('summit');

    await stack.sql`update public.staff set is_active = false where id = ${summit.staffId}`;
    expect(await where(one)).toBe('FORBIDDEN');
    expect(await signIn(stack, { email: PERSON, address: newId() })).toMatchObject({ body: { code: 'FORBIDDEN' } });
  });

  it('signed out by an admin, somebody is out of that casino, and not of the other, from where no session comes back', async () => {
    const [one, other] = [await tabletAt(harbor), await tabletAt(summit)];
    const answer = await desk.send('POST', `/staff/${harbor.staffId}/sign-out`, {}, { as: ADMIN });
    expect(answer.status).toBe(201);
    expect(await where(one)).toBe('UNAUTHENTICATED');
    expect(await where(other)).toBe('summit');
    expect(await choose(other, harbor.id)).toMatchObject({ status: 403, body: { code: 'SIGN_IN_ANEW' } });
    expect(await where(other)).toBe('summit');
    await stack.sql`update public.staff set signed_out_before = signed_out_before - interval '1 second'`;
    expect(await where(await tabletAt(harbor))).toBe('harbor');
  });

  it('signed out by themselves, somebody is out everywhere', async () => {
    const [one, other] = [await tabletAt(harbor), await tabletAt(summit)];
    const key = newId();
    expect((await one.send('POST', '/me/sign-out-everywhere', {}, key)).status).toBe(201);
    for (const tablet of [one, other]) expect(await where(tablet)).toBe('UNAUTHENTICATED');
    expect(await choose(other, summit.id)).toMatchObject({ status: 401 });
  });

  it('a licence that stops somebody at one casino does not at the other', async () => {
    await stack.sql`update public.casino_settings set stops_on_expired_licence = true where casino_id = ${harbor.id}`;
    await stack.sql`update public.staff set licence_expires_on = '2020-01-31' where id = ${harbor.staffId}`;
    const tablet = await tabletAt(null);
    expect(await choose(tablet, harbor.id)).toMatchObject({ status: 403, body: { code: 'LICENCE_EXPIRED' } });
    expect(slugOf(await choose(tablet, summit.id))).toBe('summit');
    await stack.sql`update public.casino_settings set stops_on_expired_licence = false where casino_id = ${harbor.id}`;
    await stack.sql`update public.staff set licence_expires_on = null where id = ${harbor.staffId}`;
  });
});

describe('a switch', () => {
  it('leaves a screen of the casino before without an answer: it reads nothing of the other and writes nothing there', async () => {
    const tablet = await tabletAt(harbor);
    const key = newId();
    expect((await choose(tablet, summit.id)).status).toBe(200);
    const refused = { status: 409, body: { code: 'CASINO_NOT_CHOSEN' } };
    expect(await asScreenOf(tablet, harbor.staffId, 'GET', '/floor')).toMatchObject(refused);
    const write = () => asScreenOf(tablet, harbor.staffId, 'PUT', '/me/language', { language: 'es' }, key);
    expect(await write()).toMatchObject(refused);
    expect(await languages()).toEqual([null, null]);
    expect((await asScreenOf(tablet, summit.staffId, 'GET', '/floor')).status).toBe(200);
    // Back there, what was confirmed is done, once, under its key.
    await choose(tablet, harbor.id);
    expect((await write()).status).toBe(201);
    expect((await write()).status).toBe(200);
    expect(await languages()).toEqual(['es', null]);
    await stack.sql`update public.staff set language = null`;
  });

  it('while a write is under way lets it be done where it began', async () => {
    const tablet = await tabletAt(harbor);
    const key = newId();
    let written: Promise<Answer> | undefined;
    await stack.sql.begin(async (sql) => {
      await sql`select from public.staff where id = ${harbor.staffId} for update`;
      written = setLanguage(tablet, 'es', key);
      const isWaiting = async () =>
        (await stack.sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
          .length > 0;
      await expect.poll(isWaiting).toBe(true);
      expect((await choose(tablet, summit.id)).status).toBe(200);
    });
    expect((await written)?.status).toBe(201);
    expect(await languages()).toEqual(['es', null]);
    const rows = await stack.sql`select casino_id, staff_id from public.audit_log where idempotency_key = ${key}`;
    expect([...rows]).toEqual([{ casino_id: harbor.id, staff_id: harbor.staffId }]);
    await stack.sql`update public.staff set language = null`;
  });

  it('takes what is parked of the session along: a PIN is of a casino, and opens that one', async () => {
    const tablet = await tabletAt(summit);
    expect((await tablet.setPin(PIN)).status).toBe(201);
    expect((await tablet.park()).status).toBe(200);
    expect(slugOf(await tablet.unlock(summit.staffId, PIN))).toBe('summit');
    const [parked] =
      await stack.sql`select count(*)::integer as count from app.parked_session where staff_id = ${summit.staffId}`;
    expect(parked?.count).toBe(1);
    await choose(tablet, harbor.id);
    const [left] =
      await stack.sql`select count(*)::integer as count from app.parked_session where staff_id = ${summit.staffId}`;
    expect(left?.count).toBe(0);
    expect(await tablet.park()).toMatchObject({ status: 409, body: { code: 'PIN_NOT_SET' } });
  });
});
