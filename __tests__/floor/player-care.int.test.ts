import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { Page } from '@/lib/shared/schemas';
import type { Host, PlayerNote, PlayerNoteResult, PlayerProfile, PlayerProfileResult } from '@/services/floor/dtos';
import { MANAGER } from '../loyalty/loyalty-desk';
import { ADMIN, type Answer, type Email, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createFloorDesk, dataOf, type FloorDesk } from './floor-desk';

let stack: TestStack;
let desk: FloorDesk;

beforeAll(async () => {
  stack = await startTestStack({ connections: 6 });
  desk = createFloorDesk(stack);
});
afterAll(() => stack.dispose());

type Call = { key?: string; as?: Email };

const NONE = { hostId: null, game: null, seat: null, drink: null, contact: null };
const OTHERS = ['dealer', 'cashier', 'compliance'].map((role) => `${role}@harbor.example` as Email);

const readProfile = async (id: string, as: Email = PIT_BOSS) =>
  dataOf<PlayerProfile>(await stack.http(as, 'GET', `/players/${id}/profile`));
const saveProfile = (id: string, profile: object, { as = PIT_BOSS, key = newId() }: Call = {}): Promise<Answer> =>
  stack.http(as, 'PUT', `/players/${id}/profile`, { body: { ...NONE, ...profile }, key });
const listHosts = async (as: Email = PIT_BOSS) =>
  dataOf<{ items: Host[] }>(await stack.http(as, 'GET', '/hosts')).items;
const listNotes = async (id: string, query = '', as: Email = PIT_BOSS) =>
  dataOf<Page<PlayerNote>>(await stack.http(as, 'GET', `/players/${id}/notes${query}`));
const addNote = (id: string, body: string, { as = PIT_BOSS, key = newId() }: Call = {}): Promise<Answer> =>
  stack.http(as, 'POST', `/players/${id}/notes`, { body: { body }, key });
const strike = (noteId: string, reason: string, { as = PIT_BOSS, key = newId() }: Call = {}): Promise<Answer> =>
  stack.http(as, 'POST', `/player-notes/${noteId}/strike`, { body: { reason }, key });
const noted = async (id: string, body: string, call?: Call) => dataOf<PlayerNoteResult>(await addNote(id, body, call));

/** All that is kept of how players are looked after, and of what was done. */
const kept = async () => {
  const [row] = await stack.sql`
    select (select md5(string_agg(f::text, ',' order by f.casino_id, f.player_id)) from public.player_profile f) as profiles,
      (select md5(string_agg(n::text, ',' order by n.casino_id, n.id)) from public.player_note n) as notes,
      (select count(*)::int from public.audit_log) as audits`;
  return { ...row };
};

/** Runs a refusal, after which nothing has changed. */
async function refused(code: string, act: () => Promise<Answer>): Promise<Answer> {
  const before = await kept();
  const answer = await act();
  expect(answer.body).toMatchObject({ ok: false, code });
  expect(await kept()).toEqual(before);
  return answer;
}

const auditsOf = (playerId: string, action: string) =>
  stack.sql`
    select a.before, a.after, s.email as who from public.audit_log a
    join public.staff s on s.casino_id = a.casino_id and s.id = a.staff_id
    where a.entity_type = 'player' and a.entity_id = ${playerId} and a.action = ${action} order by a.id`;

describe('host and preferences', () => {
  it('are empty at first, saved as a whole, and on record with before and after', async () => {
    const { id } = await desk.enrol();
    expect(await readProfile(id)).toEqual({
      ...{ playerId: id, ...NONE, hostName: null, isHostActive: null },
      ...{ version: 0, photo: null },
    });
    const host = (await listHosts()).find(({ role }) => role === 'loyalty_manager');
    const profile = { hostId: host?.id, drink: '  Sparkling\twater ', contact: 'Text, after noon', version: 0 };
    const key = newId();
    const saved = dataOf<PlayerProfileResult>(await saveProfile(id, profile, { key }));
    const now = {
      ...{ playerId: id, ...NONE, hostId: host?.id, hostName: host?.name, isHostActive: true },
      ...{ drink: 'Sparkling water', contact: 'Text, after noon', version: 1 },
    };
    expect(saved).toEqual({ ...now, isExisting: false });
    expect(dataOf(await saveProfile(id, profile, { key }))).toEqual({ ...saved, isExisting: true });
    expect(await readProfile(id, MANAGER)).toEqual({ ...now, photo: null });
    dataOf(await saveProfile(id, { game: 'Baccarat', version: 1 }, { as: MANAGER }));
    expect(await readProfile(id)).toMatchObject({ ...NONE, game: 'Baccarat', hostName: null, version: 2 });
    expect(await auditsOf(id, 'floor.save_player_profile')).toMatchObject([
      { who: PIT_BOSS, before: { version: 0, drink: null }, after: { version: 1, host_id: host?.id } },
      { who: MANAGER, before: { version: 1, drink: 'Sparkling water' }, after: { version: 2, game: 'Baccarat' } },
    ]);
  });

  it('don’t let two people overwrite each other, also where nobody saved anything before', async () => {
    const { id } = await desk.enrol();
    const drinks = ['Tea', 'Coffee', 'Juice', 'Water', 'Milk'];
    const answers = await Promise.all(drinks.map((drink) => saveProfile(id, { drink, version: 0 })));
    expect(answers.map(({ body }) => body.code).sort()).toEqual(['OK', ...Array(4).fill('PLAYER_PROFILE_CHANGED')]);
    expect(await readProfile(id)).toMatchObject({ version: 1 });
  });

  it('name as host only who is active staff of the casino; a host who left stays until somebody else is chosen', async () => {
    const { id } = await desk.enrol();
    const [stranger] = await stack.sql<{ id: string }[]>`
      select id from public.staff where email = 'pitboss@summit.example'`;
    for (const hostId of [stranger?.id, newId()])
      await refused('HOST_NOT_FOUND', () => saveProfile(id, { hostId, version: 0 }));
    const host = (await listHosts()).find(({ role }) => role === 'dealer');
    if (!host) throw new Error('The demo has no dealer.');
    dataOf(await saveProfile(id, { hostId: host.id, version: 0 }));
    await stack.sql`update public.staff set is_active = false where id = ${host.id}`;
    try {
      expect(await listHosts()).not.toContainEqual(host);
      expect(await readProfile(id)).toMatchObject({ hostName: host.name, isHostActive: false });
      dataOf(await saveProfile(id, { hostId: host.id, seat: 'Third base', version: 1 }));
      const other = await desk.enrol();
      await refused('HOST_NOT_FOUND', () => saveProfile(other.id, { hostId: host.id, version: 0 }));
    } finally {
      await stack.sql`update public.staff set is_active = true where id = ${host.id}`;
    }
  });

  it('are refused where they are too long, of no player here, or nobody’s to see', async () => {
    const { id } = await desk.enrol();
    await refused('VALIDATION_FAILED', () => saveProfile(id, { game: 'x'.repeat(101), version: 0 }));
    for (const field of ['game', 'seat', 'drink', 'contact']) {
      const past = { p_player_id: id, p_expected_version: 0, p_idempotency_key: newId() };
      const { body } = await stack.rpc(PIT_BOSS, 'rpc_save_player_profile', {
        ...past,
        [`p_${field}`]: 'x'.repeat(101),
      });
      expect(body).toMatchObject({ message: 'VALIDATION_FAILED' });
    }
    await refused('PLAYER_NOT_FOUND', () => saveProfile(newId(), { version: 0 }));
    await refused('PLAYER_NOT_FOUND', () => saveProfile(id, { version: 0 }, { as: 'pitboss@summit.example' }));
    for (const as of OTHERS) {
      await refused('FORBIDDEN', () => saveProfile(id, { version: 0 }, { as }));
      await refused('FORBIDDEN', () => stack.http(as, 'GET', `/players/${id}/profile`));
      await refused('FORBIDDEN', () => stack.http(as, 'GET', '/hosts'));
    }
  });
});

describe('a note', () => {
  it('is signed by who writes it, read newest first page by page, and kept out of the audit trail', async () => {
    const { id } = await desk.enrol();
    const key = newId();
    const first = await noted(id, ' Left-handed ', { key });
    expect(first).toEqual({ id: expect.any(String), playerId: id, isExisting: false });
    expect(await noted(id, 'Left-handed', { key })).toEqual({ ...first, isExisting: true });
    await noted(id, 'Prefers to be called Lee', { as: MANAGER });
    const { items, nextCursor } = await listNotes(id, '?limit=1');
    expect(items).toMatchObject([{ body: 'Prefers to be called Lee', staffName: 'Harbor Loyalty Manager' }]);
    const rest = await listNotes(id, `?cursor=${nextCursor}`);
    expect(rest.items).toMatchObject([
      { id: first.id, body: 'Left-handed', staffName: 'Harbor Pit Boss', struckAt: null, strikeReason: null },
    ]);
    const [trail] = await stack.sql`
      select count(*)::int as rows, bool_or(a::text like '%Left-handed%') as is_told
      from public.audit_log a where entity_id = ${id} and action = 'floor.add_player_note'`;
    expect(trail).toEqual({ rows: 2, is_told: false });
  });

  it('is struck once, by its author or a manager, with a reason, and stays to be read', async () => {
    const { id } = await desk.enrol();
    const own = await noted(id, 'Wrong player');
    const others = await noted(id, 'Also wrong', { as: ADMIN });
    await refused('FORBIDDEN', () => strike(others.id, 'Not mine'));
    const key = newId();
    const struck = dataOf<PlayerNoteResult>(await strike(own.id, ' Somebody else ', { key }));
    expect(dataOf(await strike(own.id, 'Somebody else', { key }))).toEqual({ ...struck, isExisting: true });
    const again = await refused('PLAYER_NOTE_STRUCK', () => strike(own.id, 'Again', { as: MANAGER }));
    expect(again.body.details).toEqual({ at: expect.any(String), staffName: 'Harbor Pit Boss' });
    dataOf(await strike(others.id, 'Hearsay', { as: MANAGER }));
    expect((await listNotes(id)).items).toMatchObject([
      { body: 'Also wrong', struckByName: 'Harbor Loyalty Manager', strikeReason: 'Hearsay' },
      { body: 'Wrong player', struckByName: 'Harbor Pit Boss', strikeReason: 'Somebody else' },
    ]);
    expect(await auditsOf(id, 'floor.strike_player_note')).toMatchObject([
      { who: PIT_BOSS, after: { id: own.id, reason: 'Somebody else' } },
      { who: MANAGER, after: { id: others.id, reason: 'Hearsay' } },
    ]);
  });

  it('is refused where it is empty, too long, of no player here, or nobody’s to see', async () => {
    const { id } = await desk.enrol();
    const note = await noted(id, 'Here');
    for (const body of ['', ' ', 'x'.repeat(501)]) await refused('VALIDATION_FAILED', () => addNote(id, body));
    const past = { p_player_id: id, p_idempotency_key: newId() };
    for (const p_body of ['\u200b ', 'x'.repeat(501)])
      expect((await stack.rpc(PIT_BOSS, 'rpc_add_player_note', { ...past, p_body })).body).toMatchObject({
        message: 'VALIDATION_FAILED',
      });
    for (const reason of [' ', 'x'.repeat(501)]) await refused('VALIDATION_FAILED', () => strike(note.id, reason));
    await refused('PLAYER_NOT_FOUND', () => addNote(newId(), 'Nobody'));
    await refused('PLAYER_NOTE_NOT_FOUND', () => strike(newId(), 'Nothing'));
    const elsewhere = 'admin@summit.example';
    await refused('PLAYER_NOT_FOUND', () => addNote(id, 'Theirs', { as: elsewhere }));
    await refused('PLAYER_NOTE_NOT_FOUND', () => strike(note.id, 'Theirs', { as: elsewhere }));
    await refused('PLAYER_NOT_FOUND', () => stack.http(elsewhere, 'GET', `/players/${id}/notes`));
    for (const as of OTHERS) {
      await refused('FORBIDDEN', () => addNote(id, 'Not mine', { as }));
      await refused('FORBIDDEN', () => strike(note.id, 'Not mine', { as }));
      await refused('FORBIDDEN', () => stack.http(as, 'GET', `/players/${id}/notes`));
    }
  });
});
