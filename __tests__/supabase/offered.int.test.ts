import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';
import { startTestStack, type TestStack } from '../support/stack';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.dispose());

const post = (path: string, body: object) =>
  fetch(`${stack.api.url}${path}`, {
    method: 'POST',
    headers: { apikey: inject('server').secrets.publishableKey, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

it.each(['recover', 'otp', 'magiclink', 'resend', 'verify', 'invite', 'admin/users', 'token/', ''])(
  'of accounts /auth/v1/%s is not offered, and nothing with which somebody signs in is written to the log',
  async (path) => {
    const logs = vi.spyOn(console, 'log');
    const answer = await post(`/auth/v1/${path}`, { email: 'dealer@harbor.example' });
    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe('');
    expect(logs.mock.calls).toEqual([]);
    logs.mockRestore();
  },
);

it('of accounts what signs in is offered', async () => {
  const answer = await post('/auth/v1/token?grant_type=password', {
    email: 'dealer@harbor.example',
    password: 'wrong',
  });
  expect(answer.status).toBe(400);
});

it.each(['/studio', '/api/config', '/storage/v1/bucket', '/storage/v1/object/list/player-photos'])(
  '%s is not offered',
  async (path) => {
    expect((await post(path, {})).status).toBe(404);
  },
);
