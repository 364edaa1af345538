import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { floorQueryOptions } from '@/hooks/floor/use-floor';
import { makeQueryClient } from '@/lib/client/query-client';
import { floorKeys } from '@/services/floor/keys';

const CASINO = '01936f6e-0000-7000-8000-000000000001';
const floor = { gamingDay: '2026-11-20', asOf: '2026-11-20T10:00:00.000Z', pits: [] };
let asked: (string | null)[];
let answers: (() => Response | Promise<Response>)[];

beforeEach(() => {
  asked = [];
  answers = [];
  vi.stubGlobal('fetch', (_url: string, init: RequestInit) => {
    asked.push(new Headers(init.headers).get('If-None-Match'));
    const answer = answers.shift();
    return answer ? Promise.resolve(answer()) : Promise.reject(new TypeError('network'));
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const fresh = (etag: string, gamingDay = floor.gamingDay) =>
  Response.json({ ok: true, code: 'OK', data: { ...floor, gamingDay } }, { headers: { ETag: etag } });
const unchanged = () => new Response(null, { status: 304 });

async function poll(client: ReturnType<typeof makeQueryClient>) {
  await client.fetchQuery({ ...floorQueryOptions(CASINO), staleTime: 0 }).catch(() => {});
  return client.getQueryData(floorQueryOptions(CASINO).queryKey);
}

test('an unchanged floor keeps its identity, so nothing is drawn again', async () => {
  const client = makeQueryClient();
  answers = [() => fresh('"1"'), unchanged, unchanged];
  const first = await poll(client);
  expect(first).toEqual({ etag: '"1"', floor });
  expect(await poll(client)).toBe(first);
  expect(await poll(client)).toBe(first);
  expect(asked).toEqual([null, '"1"', '"1"']);
});

test('a changed floor replaces it, and its tag is offered next', async () => {
  const client = makeQueryClient();
  answers = [() => fresh('"1"'), () => fresh('"2"', '2026-11-21'), unchanged];
  await poll(client);
  expect(await poll(client)).toMatchObject({ etag: '"2"', floor: { gamingDay: '2026-11-21' } });
  await poll(client);
  expect(asked).toEqual([null, '"1"', '"2"']);
});

test('the last floor stays while requests fail', async () => {
  const client = makeQueryClient();
  answers = [() => fresh('"1"')];
  const first = await poll(client);
  expect(await poll(client)).toBe(first);
});

test('a floor that came with the page has no tag, and the first poll brings a whole one', async () => {
  const client = makeQueryClient();
  client.setQueryData(floorKeys.floor(CASINO), { etag: null, floor });
  answers = [() => fresh('"1"')];
  await poll(client);
  expect(asked).toEqual([null]);
});

test('a 304 that nobody asked for is not taken for a floor', async () => {
  const client = makeQueryClient();
  answers = [unchanged, () => fresh('"1"')];
  expect(await poll(client)).toEqual({ etag: null, floor });
});
