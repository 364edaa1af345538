import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { isJson } from '@/lib/http/content-type';
import { MAX_BODY_BYTES } from '@/lib/http/limits';
import { answerError } from '@/lib/server/http/answer';
import { AppError } from '@/lib/shared/errors';

/** How long a request that brings no file may take to arrive: less than a kilobyte, as a rule, on bad Wi-Fi. */
const WITHIN_MS = 15_000;
/** How often it is looked how much has come of a body that does not say how long it is. No browser sends such a one. */
const LOOK_EVERY_MS = 100;

interface Started {
  request: IncomingMessage;
  response: ServerResponse;
  socket: Socket;
}

/**
 * Cuts off who sends a body that is too long, or does not come to its end: Next waits for the whole of one before any route
 * sees it, and would read and hold those of anybody for minutes. Files for the API have limits of their own, and the server's
 * (Node: five minutes). Node tells of each request, of whatever server this process has, before anybody else sees it.
 */
export function limitArrival(): void {
  subscribe('http.server.request.start', (message) => watchArrival(message as Started));
}

function watchArrival({ request, response, socket }: Started): void {
  const length = Number(request.headers['content-length'] ?? 0);
  const isOpenEnded = request.headers['transfer-encoding'] !== undefined;
  if (!(isOpenEnded || length > 0) || isUpload(request)) return;
  if (length > MAX_BODY_BYTES) {
    void cutOff(response, socket, tooLarge());
    return;
  }
  const timers = [setTimeout(() => !request.complete && cutOff(response, socket), WITHIN_MS)];
  if (isOpenEnded) {
    const before = socket.bytesRead;
    const look = () => socket.bytesRead - before > 2 * MAX_BODY_BYTES && cutOff(response, socket, tooLarge());
    timers.push(setInterval(look, LOOK_EVERY_MS));
  }
  const stop = () => {
    for (const timer of timers) clearInterval(timer);
  };
  socket.once('close', stop);
  response.once('close', () => {
    stop();
    socket.off('close', stop);
  });
}

/** A file for the API, which reads one only when it knows from whom, and holds none in memory. */
function isUpload({ url = '', headers: { 'content-type': type = '' } }: IncomingMessage): boolean {
  return url.startsWith('/api/v1/') && type !== '' && !isJson(type);
}

function tooLarge(): Response {
  const facts = { requestId: randomUUID(), correlationId: randomUUID(), startedAt: performance.now() };
  return answerError(facts, new AppError('PAYLOAD_TOO_LARGE', { maxBytes: MAX_BODY_BYTES }));
}

/** As Node does itself when a request takes too long as a whole. */
async function cutOff(
  response: ServerResponse,
  socket: Socket,
  answer = new Response(null, { status: 408 }),
): Promise<void> {
  const body = await answer.text();
  const reason = answer.status === 408 ? 'Request Timeout' : 'Content Too Large';
  const headers = [...answer.headers, ['Content-Length', String(Buffer.byteLength(body))], ['Connection', 'close']];
  const lines = [`HTTP/1.1 ${answer.status} ${reason}`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  if (!response.headersSent && !socket.destroyed) socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
  socket.destroySoon();
}
