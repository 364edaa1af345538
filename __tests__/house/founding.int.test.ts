import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXAMPLE_CASINO } from '@/scripts/support/example-casino';
import type { Me } from '@/services/casino/dtos';
import type { Founded, Founding } from '@/services/founding/dtos';
import { cookieHeader, cookiesOf } from '../api/browser';
import { dataOf } from '../floor/floor-desk';
import { createStaffDesk } from '../staff/staff-desk';
import { startTestStack, type TestStack } from '../support/stack';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.dispose());

async function makeLink(): Promise<string> {
  const [row] = await stack.sql<{ token: string }[]>`select app.make_founding_link() as token`;
  return String(row?.token);
}
const read = (token: string) => stack.http(null, 'POST', '/founding', { body: { token } });
const found = (token: string, changes: object = {}) =>
  stack.http(null, 'POST', '/founding/casino', { body: { token, casino: { ...EXAMPLE_CASINO, ...changes } } });
const casinos = async () => {
  const [row] = await stack.sql`
    select (select count(*)::int from public.casino) as casinos, (select count(*)::int from public.staff) as staff,
      (select count(*)::int from app.staff_link) as links, (select count(*)::int from public.audit_log) as audits,
      (select count(*)::int from app.founding_link where casino_id is not null) as used`;
  return row;
};

describe('a founding link', () => {
  it('says that it makes a casino, makes it once, and then says which one it made', async () => {
    const token = await makeLink();
    expect(dataOf<Founding>(await read(token))).toMatchObject({ casinoName: null });
    const answer = await found(token);
    expect(answer.status).toBe(201);
    const { staff, isExisting } = dataOf<Founded>(answer);
    expect(isExisting).toBe(false);
    expect(staff.map(({ email, role }) => [email, role])).toEqual(
      EXAMPLE_CASINO.staff.map(({ email, role }) => [email, role]),
    );
    expect(dataOf<Founding>(await read(token))).toMatchObject({ casinoName: 'Riverside' });

    const before = await casinos();
    expect(await found(token, { slug: 'another', name: 'Another' })).toMatchObject({
      status: 409,
      body: { code: 'FOUNDING_LINK_USED' },
    });
    expect(await casinos()).toEqual(before);
  });

  it('lets an admin in by their own link, whose request is the one on record', async () => {
    const answer = await found(await makeLink(), { slug: 'recorded' });
    const admin = dataOf<Founded>(answer).staff.find(({ role }) => role === 'admin');
    const cookie = cookieHeader(cookiesOf(await createStaffDesk(stack).accept(String(admin?.linkToken))));
    const me = dataOf<Me>(await stack.http(null, 'GET', '/me', { headers: { cookie } }));
    expect(me).toMatchObject({ casino: { slug: 'recorded' }, staff: { role: 'admin' } });
    const audits = await stack.sql`
      select correlation_id from public.audit_log where casino_id = ${me.casino.id} and action = 'casino.found'`;
    expect(audits).toEqual([{ correlation_id: answer.headers.get('x-correlation-id') }]);
  });

  it('answers the same document again with new links for who has not come in, whatever became of the first answer', async () => {
    const token = await makeLink();
    const changes = {
      slug: 'lost-answer',
      staff: EXAMPLE_CASINO.staff.map((person) => ({ ...person, email: `lost-${person.email}` })),
    };
    const first = dataOf<Founded>(await found(token, changes));
    const linkOf = ({ staff }: Founded, role: string) => staff.find((person) => person.role === role)?.linkToken;
    const desk = createStaffDesk(stack);
    await desk.accept(String(linkOf(first, 'admin')));
    const { casinos: before } = (await casinos()) as { casinos: number };

    const again = dataOf<Founded>(await found(token, changes));
    expect(again.isExisting).toBe(true);
    expect((await casinos())?.casinos).toBe(before);
    expect(linkOf(again, 'admin')).toBeNull();
    expect(linkOf(again, 'pit_boss')).not.toBe(linkOf(first, 'pit_boss'));
    expect((await desk.readLink(String(linkOf(first, 'pit_boss')))).body.code).toBe('LINK_WITHDRAWN');
    expect((await desk.readLink(String(linkOf(again, 'pit_boss')))).status).toBe(200);
  });

  it('leaves the link of somebody alone that an admin made anew or withdrew', async () => {
    const token = await makeLink();
    const changes = {
      slug: 'admins-now',
      staff: EXAMPLE_CASINO.staff.map((person) => ({ ...person, email: `now-${person.email}` })),
    };
    const { staff } = dataOf<Founded>(await found(token, changes));
    const cookie = cookieHeader(cookiesOf(await createStaffDesk(stack).accept(String(staff[0]?.linkToken))));
    const [boss] = await stack.sql<{ id: string }[]>`
      select id from public.staff where email = 'now-pitboss@riverside.example'`;
    const made = await stack.http(null, 'POST', `/staff/${boss?.id}/link`, {
      headers: { cookie },
      body: {},
      key: 'made-anew-by-admin',
    });
    expect(made.status).toBe(201);
    const again = dataOf<Founded>(await found(token, changes));
    expect(again.staff.map(({ role, linkToken }) => [role, linkToken !== null])).toEqual([
      ['admin', false],
      ['compliance', true],
      ['pit_boss', false],
    ]);
  });

  it('makes one casino of two that send at once', async () => {
    const token = await makeLink();
    const staff = (name: string) =>
      EXAMPLE_CASINO.staff.map((person) => ({ ...person, email: `${name}-${person.email}` }));
    const answers = await Promise.all(
      ['left', 'right'].map((slug) => found(token, { slug, name: slug, staff: staff(slug) })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const made = await stack.sql`select slug from public.casino where slug in ('left', 'right')`;
    expect(made).toHaveLength(1);
  });

  it('opens nothing when it has lapsed, and nobody knows one that was never made', async () => {
    const token = await makeLink();
    await stack.sql`update app.founding_link set lapses_at = now() where token_hash = app.link_hash(${token})`;
    const before = await casinos();
    for (const answer of [await read(token), await found(token, { slug: 'late' })])
      expect(answer).toMatchObject({ status: 409, body: { code: 'FOUNDING_LINK_LAPSED' } });
    for (const answer of [await read('found_none'), await found('found_none', { slug: 'none' })])
      expect(answer).toMatchObject({ status: 404, body: { code: 'LINK_UNKNOWN' } });
    expect(await casinos()).toEqual(before);
  });

  it('names the field of what the database refuses, makes nothing, and stays open', async () => {
    const token = await makeLink();
    const before = await casinos();
    const [admin] = EXAMPLE_CASINO.staff;
    for (const [changes, field] of [
      [{ slug: 'x-zone', timeZone: 'America/Riverside' }, 'casino.timeZone'],
      [{ slug: 'x-alone', staff: [admin] }, 'staff'],
      [{ slug: 'X' }, 'casino.slug'],
    ] as const) {
      const answer = await found(token, changes);
      expect(answer).toMatchObject({ status: 422, body: { code: 'VALIDATION_FAILED' } });
      expect(Object.keys(Object(answer.body.details?.fields))).toEqual([field]);
    }
    expect(await found(token)).toMatchObject({ status: 409, body: { code: 'CASINO_EXISTS' } });
    expect(await casinos()).toEqual(before);
    expect(
      (
        await found(token, {
          slug: 'after-all',
          staff: EXAMPLE_CASINO.staff.map((person) => ({ ...person, email: `all-${person.email}` })),
        })
      ).status,
    ).toBe(201);
  });
});
