import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { mtlSummaryQueryOptions } from '@/hooks/mtl/use-mtl-summary';
import { makeQueryClient } from '@/lib/client/query-client';
import { mtlKeys } from '@/services/mtl/keys';

const CASINO = '01936f6e-0000-7000-8000-000000000001';
const DAY = { gamingDay: '2026-11-20' };
let asked: (string | null)[];
let answers: (() => Response)[];

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

const fresh = (etag: string) => Response.json({ ok: true, code: 'OK', data: DAY }, { headers: { ETag: etag } });
const unchanged = () => new Response(null, { status: 304 });

/** A tablet that shows a day with a list of its entries; each poll says what stands there and whether the list is out of date. */
function openTablet() {
  const client = makeQueryClient();
  const list = mtlKeys.entries(CASINO, DAY);
  client.setQueryData(list, { pages: [], pageParams: [] });
  const { queryKey, ...options } = mtlSummaryQueryOptions(CASINO, DAY);
  return async () => {
    await client.fetchQuery({ queryKey, ...options, staleTime: 0 }).catch(() => {});
    return { answer: client.getQueryData(queryKey), isListOld: client.getQueryState(list)?.isInvalidated };
  };
}

test('a day in which nothing happened keeps its identity and its list', async () => {
  const poll = openTablet();
  answers = [() => fresh('"1"'), unchanged, unchanged];
  const first = await poll();
  expect(first).toEqual({ answer: { etag: '"1"', summary: DAY }, isListOld: false });
  expect((await poll()).answer).toBe(first.answer);
  expect(await poll()).toEqual(first);
  expect(asked).toEqual([null, '"1"', '"1"']);
});

test('an entry of another tablet has the list read anew', async () => {
  const poll = openTablet();
  answers = [() => fresh('"1"'), () => fresh('"2"')];
  await poll();
  expect(await poll()).toMatchObject({ answer: { etag: '"2"' }, isListOld: true });
});

test('the last answer stays while requests fail', async () => {
  const poll = openTablet();
  answers = [() => fresh('"1"')];
  const first = await poll();
  expect(await poll()).toEqual(first);
});
