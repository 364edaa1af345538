import { createClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/shared/ids';
import type { PlayerPhotoResult, PlayerProfile } from '@/services/floor/dtos';
import { createServiceApi } from '../../worker/api.ts';
import { deleteUnnamedPhotos } from '../../worker/photos.ts';
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
/** What lies in Storage for a player, the oldest first: how many bytes, in its books and beside them. */
const stored = async (id: string) => {
  const rows = await stack.sql<{ bytes: number | null; isBooked: boolean }[]>`
    select length(f.bytes)::int as bytes, o.name is not null as "isBooked" from storage.objects o
    full join stored_files.file f on f.bucket_id = o.bucket_id and f.name = o.name
    where coalesce(o.name, f.name) like ${`%/${id}/%`} order by o.created_at`;
  return rows.map(({ bytes, isBooked }) => (isBooked ? bytes : 'not in the books'));
};
/** Time passes for what lies in Storage. */
const wait = (minutes: number) =>
  stack.sql`update storage.objects set created_at = created_at - make_interval(mins => ${minutes})`;
/** The worker does what it does every minute. */
const sweep = () => {
  const { secrets } = ownServer();
  return deleteUnnamedPhotos(createServiceApi({ supabaseUrl: stack.api.url, secretKey: secrets.secretKey }));
};
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

/** Where a player's photo lies in Storage, and where a next one goes. */
const placeOf = async (id: string) => {
  const { body } = await stack.rpc(PIT_BOSS, 'rpc_get_player_profile', { p_player_id: id });
  const { photo_name, photo_folder } = body as Record<string, string>;
  return { photoName: photo_name ?? '', photoFolder: photo_folder ?? '' };
};

describe('a player’s photo', () => {
  it('is taken, shown to who may, replaced, and deleted, after which the worker deletes its bytes; each on record', async () => {
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
    await wait(11);
    await sweep();
    expect(await stored(id)).toEqual([OTHER_FACE.length]);

    dataOf(await remove(id));
    expect(await photoOf(id)).toBeNull();
    await refused('PHOTO_NOT_FOUND', () => look(id));
    await sweep();
    expect(await stored(id)).toEqual([]);
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

  it('stays as it is where a next one is not put on record, be it refused or without an answer', async () => {
    const [known, fresh] = [await desk.enrol(), await desk.enrol()];
    const usedKey = newId();
    dataOf(await take(fresh.id, FACE, { key: usedKey }));
    dataOf(await take(known.id));
    for (const id of [known.id, fresh.id]) {
      await refused('IDEMPOTENCY_KEY_REUSED', () => take(id, OTHER_FACE, { key: usedKey }));
      expect((await look(id)).bytes).toEqual(FACE);
    }

    await stack.sql`alter table public.player_photo add constraint out_of_order check (version < 2)`;
    expect((await take(known.id, OTHER_FACE)).status).toBeGreaterThanOrEqual(500);
    await stack.sql`alter table public.player_photo drop constraint out_of_order`;
    expect((await look(known.id)).bytes).toEqual(FACE);

    await wait(11);
    await sweep();
    for (const id of [known.id, fresh.id]) expect(await stored(id)).toEqual([FACE.length]);
    expect(dataOf(await take(known.id, OTHER_FACE))).toMatchObject({ version: 2 });
  });

  it('goes on record when it is sent again after its record had no answer, and lies in Storage once', async () => {
    const { id } = await desk.enrol();
    const key = newId();
    await stack.sql`alter table public.player_photo add constraint out_of_order check (version < 1) not valid`;
    expect((await take(id, FACE, { key })).status).toBeGreaterThanOrEqual(500);
    await stack.sql`alter table public.player_photo drop constraint out_of_order`;
    expect(dataOf(await take(id, FACE, { key }))).toMatchObject({ version: 1, isExisting: false });
    expect(await stored(id)).toEqual([FACE.length]);
  });

  it('that somebody took since stays when a deletion is sent again whose answer was lost', async () => {
    const { id } = await desk.enrol();
    dataOf(await take(id));
    const key = newId();
    dataOf(await remove(id, { key }));
    dataOf(await take(id, OTHER_FACE, { as: MANAGER }));
    expect(dataOf(await remove(id, { key }))).toMatchObject({ isExisting: true });
    await wait(11);
    await sweep();
    expect((await look(id)).bytes).toEqual(OTHER_FACE);
    expect(await stored(id)).toEqual([OTHER_FACE.length]);
  });

  it('can’t be put on record any more when its picture has lain there for so long that it is about to be deleted', async () => {
    const { id } = await desk.enrol();
    const photoId = newId();
    const name = `${await casinoOf('harbor')}/${id}/${photoId}.jpg`;
    expect((await storageAs(PIT_BOSS).upload(name, FACE, { contentType: 'image/jpeg' })).error).toBeNull();
    const record = (p_photo_id: string | null) =>
      stack.rpc(PIT_BOSS, 'rpc_set_player_photo', { p_player_id: id, p_photo_id, p_idempotency_key: newId() });
    for (const missing of [newId(), null])
      expect((await record(missing)).body).toMatchObject({ message: 'PHOTO_NOT_FOUND' });
    await wait(6);
    expect((await record(photoId)).body).toMatchObject({ message: 'PHOTO_NOT_FOUND' });
    await sweep();
    expect(await stored(id)).toEqual([FACE.length]);
    await wait(5);
    await sweep();
    expect(await stored(id)).toEqual([]);
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
  it('gives a photo to who looks after players of the casino, and lets nobody write one over or delete one', async () => {
    const { id } = await desk.enrol();
    dataOf(await take(id));
    const { photoName: name } = await placeOf(id);
    for (const as of [null, OTHER_PIT_BOSS, ...OTHERS]) expect((await storageAs(as).download(name)).data).toBeNull();
    for (const as of [null, OTHER_PIT_BOSS, ...OTHERS, PIT_BOSS, MANAGER]) {
      const bucket = storageAs(as);
      for (const upsert of [true, false])
        expect(
          (await bucket.upload(name, OTHER_FACE, { contentType: 'image/jpeg', upsert })).error,
          `${as}`,
        ).not.toBeNull();
      expect((await bucket.update(name, OTHER_FACE, { contentType: 'image/jpeg' })).error, `${as}`).not.toBeNull();
      expect((await bucket.remove([name])).data ?? []).toEqual([]);
    }
    const { data } = await storageAs(MANAGER).download(name);
    expect(new Uint8Array((await data?.arrayBuffer()) ?? new ArrayBuffer())).toEqual(FACE);
  });

  it('takes nothing but a photo of a player of one’s own casino, by its name, for who looks after them', async () => {
    const { id } = await desk.enrol();
    const [own, other] = [await casinoOf('harbor'), await casinoOf('summit')];
    const upload = (name: string, contentType = 'image/jpeg', as: Email | null = PIT_BOSS) =>
      storageAs(as).upload(name, FACE, { contentType });
    const photo = newId();
    for (const name of [
      `${own}/${newId()}/${photo}.jpg`,
      `${other}/${id}/${photo}.jpg`,
      `${own}/${id}/photo.jpg`,
      `${own}/${id}/${photo}`,
      `${own}/${id}/${photo}/${photo}.jpg`,
      `${own}/${id}`,
      `${photo}.jpg`,
    ])
      expect((await upload(name)).error, name).not.toBeNull();
    const name = `${own}/${id}/${photo}.jpg`;
    expect((await upload(name, 'text/html')).error).not.toBeNull();
    for (const as of [null, OTHER_PIT_BOSS, ...OTHERS])
      expect((await upload(name, 'image/jpeg', as)).error, `${as}`).not.toBeNull();
    expect(await stored(id)).toEqual([]);
    expect((await upload(name)).error).toBeNull();
  });

  it('shows nobody what somebody put there and no record names, not even them, and the worker deletes it', async () => {
    const { id } = await desk.enrol();
    dataOf(await take(id));
    const { photoFolder } = await placeOf(id);
    const name = `${photoFolder}/${newId()}.jpg`;
    expect((await storageAs(PIT_BOSS).upload(name, OTHER_FACE, { contentType: 'image/jpeg' })).error).toBeNull();
    for (const as of [PIT_BOSS, MANAGER]) expect((await storageAs(as).download(name)).data).toBeNull();
    expect((await look(id)).bytes).toEqual(FACE);
    await sweep();
    expect(await stored(id)).toEqual([FACE.length, OTHER_FACE.length]);
    await wait(11);
    await sweep();
    expect(await stored(id)).toEqual([FACE.length]);
  });

  it('keeps the first of two objects that arrive under one name at once', async () => {
    const { id } = await desk.enrol();
    const { photoFolder } = await placeOf(id);
    const name = `${photoFolder}/${newId()}.jpg`;
    // Bytes that lie there already while Storage's books know nothing of them yet.
    await stack.sql`
      insert into stored_files.file (bucket_id, name, bytes, type, cache_control)
      values ('player-photos', ${name}, ${Buffer.from(FACE)}, 'image/jpeg', 'no-cache')`;
    const upload = (bytes: Uint8Array) => storageAs(PIT_BOSS).upload(name, bytes, { contentType: 'image/jpeg' });
    expect((await upload(OTHER_FACE)).error).not.toBeNull();
    expect(await stored(id)).toEqual(['not in the books']);
    expect((await upload(FACE)).error).toBeNull();
    expect(await stored(id)).toEqual([FACE.length]);
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
