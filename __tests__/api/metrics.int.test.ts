import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { metrics } from '@/lib/server/metrics';
import { newId } from '@/lib/shared/ids';
import { PIT_BOSS, startTestStack, type TestStack } from '../support/stack';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.dispose());

async function routeLabels(): Promise<Set<string>> {
  const { values } = await metrics().httpDuration.get();
  return new Set(values.map(({ labels }) => String(labels.route)));
}

it('what a caller writes into an address never becomes a label, so labels stay few and carry no names', async () => {
  const { GET } = await import('@/app/api/v1/[[...path]]/route');
  for (const path of ['John%20Smith', 'api', 'v1', newId()]) {
    const request = new NextRequest(`http://127.0.0.1:3000/api/v1/${path}`);
    await GET(request, { params: Promise.resolve({ path: [decodeURIComponent(path)] }) });
    await stack.http(PIT_BOSS, 'GET', `/players/${path}/ledger`);
  }
  expect(await routeLabels()).toEqual(new Set(['unknown', '/api/v1/players/{id}/ledger']));
});

it('a method that is not there is counted and told under its own code', async () => {
  const answer = await stack.http(PIT_BOSS, 'DELETE', '/floor');
  expect(answer).toMatchObject({ status: 405, body: { code: 'METHOD_NOT_ALLOWED' } });
  expect(answer.headers.get('allow')).toBe('GET');
  const { values } = await metrics().refusals.get();
  expect(values.find(({ labels }) => labels.code === 'METHOD_NOT_ALLOWED')?.value).toBe(1);
});
