import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { Floor, Player, PlayerResult } from '@/services/floor/dtos';
import { createImportsDesk } from '../imports/imports-desk';
import { type Answer, type Email, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createFloorDesk, dataOf, type FloorDesk, floorSnapshot } from './floor-desk';

let stack: TestStack;
let desk: FloorDesk;

beforeAll(async () => {
  stack = await startTestStack({ connections: 6 });
  desk = createFloorDesk(stack);
});
afterAll(() => stack.dispose());

type Body = Record<string, unknown>;
let people = 0;

/** Somebody whose name was mistyped when they were enrolled, as no other test names anybody. */
async function enrolled(more: Body = {}): Promise<Player> {
  people += 1;
  const person = { firstName: 'Jsoe', lastName: `Nunez${people}`, loyaltyId: `FIX-${people}`, birthDate: '1970-02-28' };
  return dataOf(await desk.post('/players', { ...person, ...more }));
}

const correct = ({ id, version }: Player, changes: Body, call: { key?: string; as?: Email } = {}): Promise<Answer> =>
  stack.http(call.as ?? PIT_BOSS, 'PATCH', `/players/${id}`, {
    body: { reason: 'Mistyped', version, ...changes },
    key: call.key ?? newId(),
  });
const get = async (id: string) => dataOf<Player>(await stack.http(PIT_BOSS, 'GET', `/players/${id}`));
const findIds = async (q: string) =>
  dataOf<{ items: Player[] }>(await stack.http(PIT_BOSS, 'GET', `/players?q=${encodeURIComponent(q)}`)).items.map(
    ({ id }) => id,
  );

/** Runs a refusal and holds everything against what was there before. */
async function refused(code: string, act: () => Promise<Answer>): Promise<Answer> {
  const before = await floorSnapshot(stack.sql);
  const players =
    await stack.sql`select md5(string_agg(p::text, ',' order by p.casino_id, p.id)) as all from public.player p`;
  const answer = await act();
  expect(answer.body).toMatchObject({ ok: false, code });
  expect(await floorSnapshot(stack.sql)).toEqual(before);
  expect(
    await stack.sql`select md5(string_agg(p::text, ',' order by p.casino_id, p.id)) as all from public.player p`,
  ).toEqual(players);
  return answer;
}

describe('a mistyped name or birth date', () => {
  it('is corrected with a reason: found by the new name and not by the old one, and on record with before and after', async () => {
    const player = await enrolled();
    const key = newId();
    const changes = { firstName: ' José ', birthDate: '1970-02-27', reason: ' Misread on the card ' };
    const first = dataOf<PlayerResult>(await correct(player, changes, { key }));
    expect(first).toMatchObject({
      ...{ isExisting: false, id: player.id, firstName: 'José', lastName: player.lastName, birthDate: '1970-02-27' },
      ...{ name: `José ${player.lastName}`, loyaltyId: player.loyaltyId, version: 2 },
    });
    expect(dataOf(await correct(player, changes, { key }))).toEqual({ ...first, isExisting: true });
    expect(await findIds(`jose ${player.lastName}`)).toEqual([player.id]);
    expect(await findIds(`jsoe ${player.lastName}`)).toEqual([]);
    const audits = await stack.sql`
      select s.email as who, a.before, a.after ->> 'name' as name, a.after ->> 'reason' as reason from public.audit_log a
      join public.staff s on s.casino_id = a.casino_id and s.id = a.staff_id
      where a.entity_id = ${player.id} and a.action = 'floor.correct_player'`;
    expect(audits).toEqual([
      {
        who: PIT_BOSS,
        before: { first_name: 'Jsoe', last_name: player.lastName, birth_date: '1970-02-28', version: 1 },
        name: `José ${player.lastName}`,
        reason: 'Misread on the card',
      },
    ]);
  });

  it('shows at the seat at once', async () => {
    const { slip, player } = await desk.seat();
    dataOf(await correct(await get(player.id), { firstName: 'Renamed' }));
    const { pits } = dataOf<Floor>(await stack.http(PIT_BOSS, 'GET', '/floor'));
    const seats = pits.flatMap(({ tables }) => tables.flatMap((table) => table.seats));
    expect(seats.find((seat) => seat.slip?.id === slip.id)?.slip?.playerName).toMatch(/^Renamed /);
  });

  it('is taken away where it is a date that nobody knows, and stays where it is not named', async () => {
    const player = await enrolled();
    expect(dataOf(await correct(player, { birthDate: null }))).toMatchObject({ birthDate: null, version: 2 });
    const known = await enrolled();
    expect(dataOf(await correct(known, { lastName: 'Else' }))).toMatchObject({
      ...{ firstName: 'Jsoe', lastName: 'Else', birthDate: '1970-02-28' },
    });
  });

  it('follows the rules of enrolment, and needs a reason and something that changes', async () => {
    const player = await enrolled();
    const child = `${new Date().getUTCFullYear() - 10}-01-01`;
    const young = await refused('VALIDATION_FAILED', () => correct(player, { birthDate: child }));
    expect(young.body.details).toMatchObject({ fields: { birthDate: 'A player must be at least 21 years old.' } });
    for (const changes of [
      { birthDate: '1899-12-31' },
      { firstName: ' ' },
      { lastName: 'x'.repeat(101) },
      { firstName: 'Jose', reason: ' ' },
      { firstName: 'Jose', reason: 'x'.repeat(501) },
      { firstName: 'Jose', loyaltyId: 'Other' },
      {},
    ])
      await refused('VALIDATION_FAILED', () => correct(player, changes));
    const past = { p_player_id: player.id, p_reason: 'Why', p_expected_version: 1, p_idempotency_key: newId() };
    for (const more of [{ p_first_name: '\u200b ' }, { p_last_name: 'x'.repeat(101) }, { p_reason: ' ' }])
      expect((await stack.rpc(PIT_BOSS, 'rpc_correct_player', { ...past, ...more })).body).toMatchObject({
        message: 'VALIDATION_FAILED',
      });
  });

  it('is corrected by who enrols, in their own casino', async () => {
    const player = await enrolled();
    for (const role of ['dealer', 'cashier', 'loyalty', 'compliance'])
      await refused('FORBIDDEN', () =>
        correct(player, { firstName: 'Jose' }, { as: `${role}@harbor.example` as Email }),
      );
    await refused('PLAYER_NOT_FOUND', () => correct({ ...player, id: newId() }, { firstName: 'Jose' }));
    await refused('PLAYER_NOT_FOUND', () => correct(player, { firstName: 'Jose' }, { as: 'pitboss@summit.example' }));
  });
});

describe('two who correct one player', () => {
  it('don’t overwrite each other: the second is told who was first', async () => {
    const player = await enrolled();
    dataOf(await correct(player, { firstName: 'José' }, { as: 'admin@harbor.example' }));
    const second = await refused('PLAYER_CHANGED', () => correct(player, { firstName: 'Josef' }));
    expect(second.body.details).toEqual({ version: 2, at: expect.any(String), staffName: 'Harbor Admin' });
    expect(dataOf(await correct(await get(player.id), { firstName: 'Josef' }))).toMatchObject({ version: 3 });
  });

  it('at the same moment: one is saved, whole', async () => {
    const player = await enrolled();
    const names = ['Ana', 'Bea', 'Cy', 'Dee', 'Eva'];
    const answers = await Promise.all(
      names.map((name) => correct(player, { firstName: name, birthDate: `1960-01-0${1 + names.indexOf(name)}` })),
    );
    expect(answers.map(({ body }) => body.code).sort()).toEqual(['OK', ...Array(4).fill('PLAYER_CHANGED')]);
    const { firstName, birthDate, version } = await get(player.id);
    expect([birthDate, version]).toEqual([`1960-01-0${1 + names.indexOf(firstName)}`, 2]);
  });
});

describe('a correction to somebody who is here already', () => {
  it('is refused until somebody says that they are two, and never where the person stays the same', async () => {
    const one = await enrolled({ firstName: 'José' });
    const two = await enrolled({ lastName: one.lastName });
    const refusal = await refused('PLAYER_LIKELY_EXISTS', () => correct(two, { firstName: 'JOSE' }));
    expect(refusal.body.details).toMatchObject({ players: [{ id: one.id, loyaltyId: one.loyaltyId }] });
    const both = dataOf<PlayerResult>(await correct(two, { firstName: 'Jose', confirmNew: true }));
    expect(dataOf(await correct(both, { firstName: 'José' }))).toMatchObject({ firstName: 'José' });
  });
});

describe('rows of imports about a corrected player', () => {
  it('lose their doubt where the file was right, and what was confirmed is asked again', async () => {
    const imports = createImportsDesk(stack);
    const player = await enrolled();
    const row = (name: string) => ({
      Card: player.loyaltyId,
      'First Name': name,
      'Last Name': player.lastName,
      Tier: 'Gold',
    });
    const { id } = await imports.stage([row('Jose'), row('Bea')]);
    const unconfirmed = async () =>
      (await imports.queue({ importId: id, identityUnconfirmed: true })).map(({ rowNumber }) => rowNumber);
    await imports.confirmedIdentity((await imports.listRows(id)).map((one) => one.id));
    expect(await unconfirmed()).toEqual([]);
    dataOf(await correct(player, { firstName: 'José' }));
    const items = await imports.queue({ importId: id });
    expect(items.map(({ flags }) => flags.includes('name_differs'))).toEqual([false, true]);
    expect(await unconfirmed()).toEqual([2, 3]);
  });
});
