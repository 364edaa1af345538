import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from './support/journey.ts';

/** What the server answers to bytes as they are, until it ends the connection. */
function answerTo(baseURL: string | undefined, lines: string[], body: string | Buffer): Promise<string> {
  const { hostname, port, host } = new URL(`${baseURL}`);
  const socket = connect(Number(port), hostname);
  socket.write(`${[...lines, `Host: ${host}`].join('\r\n')}\r\n\r\n`);
  socket.write(body);
  return text(socket);
}

for (const path of ['/login', '/api/v1/session']) {
  test(`a body of nine megabytes to ${path} is refused before it is read`, async ({ baseURL }) => {
    const answer = await answerTo(baseURL, [`POST ${path} HTTP/1.1`, 'Content-Length: 9000000'], '');
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('PAYLOAD_TOO_LARGE');
  });

  test(`a body to ${path} that does not come to its end is cut off, and the server goes on`, async ({
    baseURL,
    request,
  }) => {
    const strangers = Array.from({ length: 50 }, () =>
      answerTo(
        baseURL,
        [`POST ${path} HTTP/1.1`, 'Content-Type: application/json', 'Content-Length: 60000'],
        '{"email":',
      ),
    );
    expect((await request.get('/api/health')).status()).toBe(200);
    for (const answer of await Promise.all(strangers)) expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  });
}

test('over HTTPS every answer says that there is no other way, over plain HTTP none does', async ({ request }) => {
  for (const path of ['/login', '/api/v1/me', '/api/health', '/icon.svg', '/nowhere']) {
    const ask = (proto: string) => request.get(path, { headers: { 'x-forwarded-proto': proto } });
    const policy = (answer: Awaited<ReturnType<typeof ask>>) => answer.headers()['strict-transport-security'];
    for (const proto of ['https', 'https,http']) {
      expect.soft(policy(await ask(proto)), path).toBe('max-age=31536000; includeSubDomains');
    }
    for (const proto of ['http', 'http,https']) expect.soft(policy(await ask(proto)), path).toBeUndefined();
  }
});
