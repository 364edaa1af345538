import { createClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { PlayerPhotoResult, PlayerProfile } from '@/services/floor/dtos';
import { MANAGER } from '../loyalty/loyalty-desk';
import { jpegOf } from '../support/jpeg';
import { type Email, OTHER_PIT_BOSS, ownServer, PIT_BOSS, startTestStack, type TestStack } from '../support/stack';
import { createFloorDesk, dataOf, type FloorDesk } from './floor-desk';

let stack: TestStack;
let desk: FloorDesk;

beforeAll(async () => {
  stack = await startTestStack();
  desk = createFloorDesk(stack);
});
afterAll(() => stack.dispose());

type Call = { as?: Email; key?: string };

const FACE = jpegOf({ width: 512, height: 512 });
const OTHER_FACE = jpegOf({ width: 256, height: 256 });
const OTHERS = ['dealer', 'cashier', 'compliance'].map((role) => `${role}@harbor.example` as Email);

const take = (id: string, picture = FACE, { as = PIT_BOSS, key = newId() }: Call = {}) =>
  stack.http(as, 'POST', `/players/${id}/photo`, { key, rawBody: picture, headers: { 'content-type': 'image/jpeg' } });
const remove = (id: string, { as = PIT_BOSS, key = newId() }: Call = {}) =>
  stack.http(as, 'DELETE', `/players/${id}/photo`, { key });
const look = (id: string, { as = PIT_BOSS, etag = '' }: { as?: Email; etag?: string } = {}) =>
  stack.http(as, 'GET', `/players/${id}/photo`, { headers: etag ? { 'if-none-match': etag } : {} });
const photoOf = async (id: string) =>
  dataOf<PlayerProfile>(await stack.http(PIT_BOSS, 'GET', `/players/${id}/profile`)).photo;
/** What lies in Storage for a player: its name there, and how many bytes. */
const stored = (id: string) => stack.sql`
  select o.name, length(f.bytes)::int as bytes from storage.objects o
  full join stored_files.file f on f.bucket_id = o.bucket_id and f.name = o.name
  where coalesce(o.name, f.name) like ${`%${id}%`}`;
const refused = async (code: string, act: () => ReturnType<typeof take>) =>
  expect((await act()).body).toMatchObject({ ok: false, code });

/** Supabase Storage as a person reaches it past the web app. */
function storageAs(as: Email | null) {
  const { secrets, tokens } = ownServer();
  const { storage } = createClient(stack.api.url, secrets.publishableKey, {
    auth: { persistSession: false },
    ...(as ? { accessToken: async () => tokens[as] ?? '' } : {}),
  });
  return storage.from('player-photos');
}
const casinoOf = async (slug: string) => {
  const [casino] = await stack.sql<{ id: string }[]>`select id from public.casino where slug = ${slug}`;
  return casino?.id ?? '';
};

describe('a player’s photo', () => {
  it('is taken, shown to who may, replaced in its place, and deleted with its bytes; each on record', async () => {
    const { id } = await desk.enrol();
    expect(await photoOf(id)).toBeNull();
    await refused('PHOTO_NOT_FOUND', () => look(id));
    const key = newId();
    const first = dataOf<PlayerPhotoResult>(await take(id, FACE, { key }));
    expect(first).toMatchObject({ playerId: id, version: 1, takenByName: 'Harbor Pit Boss', isExisting: false });
    expect(dataOf(await take(id, FACE, { key }))).toEqual({ ...first, isExisting: true });
    const { isExisting: _, ...shown } = first;
    expect(await photoOf(id)).toEqual(shown);
    const picture = await look(id, { as: MANAGER });
    expect(picture.bytes).toEqual(FACE);
    expect(picture.headers.get('content-type')).toBe('image/jpeg');
    expect(picture.headers.get('cache-control')).toBe('private, no-cache');

    expect(dataOf(await take(id, OTHER_FACE, { as: MANAGER }))).toMatchObject({ version: 2 });
    expect((await look(id)).bytes).toEqual(OTHER_FACE);
    expect(await stored(id)).toMatchObject([{ bytes: OTHER_FACE.length }]);

    dataOf(await remove(id));
    expect(await photoOf(id)).toBeNull();
    expect(await stored(id)).toEqual([]);
    await refused('PHOTO_NOT_FOUND', () => look(id));
    await refused('PHOTO_NOT_FOUND', () => remove(id));
    const trail = await stack.sql`
      select a.action, s.email as who, a.before ->> 'version' as before, a.after ->> 'version' as after
      from public.audit_log a join public.staff s on s.casino_id = a.casino_id and s.id = a.staff_id
      where a.entity_id = ${id} and a.action like '%photo' order by a.id`;
    expect(trail).toEqual([
      { action: 'floor.set_player_photo', who: PIT_BOSS, before: null, after: '1' },
      { action: 'floor.set_player_photo', who: MANAGER, before: '1', after: '2' },
      { action: 'floor.remove_player_photo', who: PIT_BOSS, before: '2', after: null },
    ]);
  });

  it('does not go where a next one is not put on record, be it refused or without an answer; a first one that is refused does', async () => {
    const [known, fresh] = [await desk.enrol(), await desk.enrol()];
    const key = newId();
    dataOf(await take(known.id, FACE, { key }));
    await refused('IDEMPOTENCY_KEY_REUSED', () => take(fresh.id, FACE, { key }));
    expect(await stored(fresh.id)).toEqual([]);

    const usedKey = newId();
    dataOf(await take(fresh.id, FACE, { key: usedKey }));
    await refused('IDEMPOTENCY_KEY_REUSED', () => take(known.id, FACE, { key: usedKey }));
    expect((await look(known.id)).bytes).toEqual(FACE);

    await stack.sql`alter table public.player_photo add constraint out_of_order check (version < 2)`;
    expect((await take(known.id)).status).toBeGreaterThanOrEqual(500);
    await stack.sql`alter table public.player_photo drop constraint out_of_order`;
    expect((await look(known.id)).bytes).toEqual(FACE);
    expect(dataOf(await take(known.id))).toMatchObject({ version: 2 });
  });

  it('is not sent again to who has it', async () => {
    const { id } = await desk.enrol();
    dataOf(await take(id));
    const etag = (await look(id)).headers.get('etag') ?? '';
    expect((await look(id, { etag })).status).toBe(304);
    dataOf(await take(id, OTHER_FACE));
    const changed = await look(id, { etag });
    expect([changed.status, changed.bytes]).toEqual([200, OTHER_FACE]);
  });

  it('is refused where it is no photo, of no player here, or nobody’s to see', async () => {
    const { id } = await desk.enrol();
    await refused('PHOTO_UNREADABLE', () => take(id, jpegOf({ width: 512, height: 300 })));
    await refused('PAYLOAD_TOO_LARGE', () => take(id, jpegOf({ width: 512, height: 512, filler: 300_000 })));
    await refused('PLAYER_NOT_FOUND', () => take(newId()));
    await refused('PLAYER_NOT_FOUND', () => take(id, FACE, { as: OTHER_PIT_BOSS }));
    for (const as of OTHERS) await refused('FORBIDDEN', () => take(id, FACE, { as }));
    expect(await stored(id)).toEqual([]);
    dataOf(await take(id));
    for (const as of OTHERS) {
      await refused('FORBIDDEN', () => look(id, { as }));
      await refused('FORBIDDEN', () => remove(id, { as }));
    }
    await refused('PLAYER_NOT_FOUND', () => look(id, { as: OTHER_PIT_BOSS }));
    await refused('PLAYER_NOT_FOUND', () => remove(id, { as: OTHER_PIT_BOSS }));
    expect((await look(id)).bytes).toEqual(FACE);
  });
});

describe('Supabase Storage past the web app', () => {
  it('gives, takes and deletes a photo for who looks after players of the casino, and for nobody else', async () => {
    const { id } = await desk.enrol();
    dataOf(await take(id));
    const name = `${await casinoOf('harbor')}/${id}/photo.jpg`;
    const options = { contentType: 'image/jpeg', upsert: true };
    for (const as of [null, OTHER_PIT_BOSS, ...OTHERS]) {
      const bucket = storageAs(as);
      expect((await bucket.download(name)).data).toBeNull();
      expect((await bucket.upload(name, OTHER_FACE, options)).error).not.toBeNull();
      expect((await bucket.remove([name])).data ?? []).toEqual([]);
    }
    expect((await look(id)).bytes).toEqual(FACE);
    const { data } = await storageAs(MANAGER).download(name);
    expect(new Uint8Array((await data?.arrayBuffer()) ?? new ArrayBuffer())).toEqual(FACE);
  });

  it('takes nothing but a photo of a player of one’s own casino, by its name', async () => {
    const { id } = await desk.enrol();
    const [own, other] = [await casinoOf('harbor'), await casinoOf('summit')];
    const upload = (name: string, contentType = 'image/jpeg') =>
      storageAs(PIT_BOSS).upload(name, FACE, { contentType });
    for (const name of [
      `${own}/${newId()}/photo.jpg`,
      `${other}/${id}/photo.jpg`,
      `${own}/${id}/other.jpg`,
      `${own}/${id}`,
      `photo.jpg`,
    ])
      expect((await upload(name)).error, name).not.toBeNull();
    expect((await upload(`${own}/${id}/photo.jpg`, 'text/html')).error).not.toBeNull();
    expect(await stored(id)).toEqual([]);
    expect((await upload(`${own}/${id}/photo.jpg`)).error).toBeNull();
  });

  it('offers neither lists, nor copies, nor addresses that work without a token', async () => {
    for (const path of [
      'bucket',
      'object/list/player-photos',
      'object/sign/player-photos/a',
      'object/public/player-photos/a',
    ])
      expect((await fetch(`${stack.api.url}/storage/v1/${path}`, { method: 'POST' })).status).toBe(404);
  });
});
