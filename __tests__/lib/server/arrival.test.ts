import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { errorEnvelopeSchema } from '@/lib/http/envelope';
import { MAX_BODY_BYTES } from '@/lib/http/limits';
import { limitArrival } from '@/lib/server/http/arrival';

const WITHIN_MS = 15_000;
const JSON_TYPE = 'application/json';

let server: Server;
let client: Socket;

/** The head of a request and the first half of its body of ten letters, as a server without any handler of bodies has it. */
async function sendHalf(path: string, type?: string): Promise<ServerResponse> {
  const lines = [`POST ${path} HTTP/1.1`, 'Host: a', 'Content-Length: 10', ...(type ? [`Content-Type: ${type}`] : [])];
  const asked = once(server, 'request');
  client.write(`${lines.join('\r\n')}\r\n\r\n12345`);
  const [, response] = await asked;
  return response as ServerResponse;
}

/** A chunk that has so many bytes, and has arrived. */
async function sendChunks(bytes: number, at: Socket): Promise<void> {
  const before = at.bytesRead;
  client.write(`${bytes.toString(16)}\r\n${'x'.repeat(bytes)}\r\n`);
  while (at.bytesRead - before < bytes) await new Promise(setImmediate);
}

beforeAll(() => limitArrival());

beforeEach(async () => {
  server = createServer({ requestTimeout: 0, connectionsCheckingInterval: 1_000_000_000 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(client, 'connect');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
});

afterEach(() => {
  vi.useRealTimers();
  client.destroy();
  server.close();
});

describe('a body that does not come to its end', () => {
  it.each([
    ['/api/v1/session', JSON_TYPE],
    ['/api/v1/session', 'Application/JSON; charset=utf-8'],
    ['/api/v1/session', undefined],
    ['/login', 'application/x-www-form-urlencoded'],
    ['/login', 'text/csv'],
  ])('is cut off on %s as %s', async (path, type) => {
    const response = await sendHalf(path, type);
    vi.advanceTimersByTime(WITHIN_MS - 1);
    expect(response.destroyed).toBe(false);
    vi.advanceTimersByTime(1);
    expect(await text(client)).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('is waited for where it is a file for the API', async () => {
    const response = await sendHalf('/api/v1/players/1/photo', 'image/jpeg');
    vi.advanceTimersByTime(10 * WITHIN_MS);
    client.write('67890');
    expect(await text(response.req)).toBe('1234567890');
    response.end('taken');
    expect((await once(client, 'data')).toString()).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe('a body that is too long', () => {
  it('is not read at all where it says so', async () => {
    client.write(`POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: ${MAX_BODY_BYTES + 1}\r\n\r\n`);
    const [head = '', body = ''] = (await text(client)).split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 413 [\s\S]*\r\nconnection: close/i);
    const refusal = errorEnvelopeSchema.parse(JSON.parse(body));
    expect(refusal).toMatchObject({ code: 'PAYLOAD_TOO_LARGE', details: { maxBytes: MAX_BODY_BYTES } });
  });

  it('is cut off where it does not, once it is', async () => {
    const asked = once(server, 'request');
    client.write('POST /login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n');
    const [request] = (await asked) as [IncomingMessage];
    // Somebody reads it, as Next does.
    const { socket } = request.resume();
    await sendChunks(MAX_BODY_BYTES, socket);
    vi.advanceTimersByTime(1_000);
    expect(socket.destroyed).toBe(false);
    await sendChunks(2 * MAX_BODY_BYTES, socket);
    vi.advanceTimersByTime(1_000);
    expect(await text(client)).toMatch(/^HTTP\/1\.1 413 /);
  });
});

it('an answer may take as long as it takes, once the body is here', async () => {
  const response = await sendHalf('/api/v1/session', JSON_TYPE);
  client.write('67890');
  expect(await text(response.req)).toBe('1234567890');
  vi.advanceTimersByTime(10 * WITHIN_MS);
  response.end('late');
  expect((await once(client, 'data')).toString()).toMatch(/^HTTP\/1\.1 200 /);
});

it('a request without a body is none of its business', async () => {
  const asked = once(server, 'request');
  client.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  const [, response] = await asked;
  expect(vi.getTimerCount()).toBe(0);
  (response as ServerResponse).end();
});
