import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it came in: raw body, because that is what is signed. */
export type Received = { path: string; headers: IncomingHttpHeaders; body: string; at: number };
export type ReceivedEvent = { type: string; timestamp: string; data: Record<string, unknown> };

/** A receiver of webhooks on this machine. `answer` decides what each request gets; it may hold it back. */
export type Receiver = {
  url: string;
  received: Received[];
  /** Resolves when `isDone` holds, asked after each request and now. */
  until(isDone: () => boolean): Promise<void>;
  close(): Promise<void>;
};

const WAIT_MS = 50_000;

/** Starts a receiver; without `answer` it says 204 to everything. */
export async function startReceiver(
  answer: (request: Received, response: ServerResponse) => void = (_request, response) => response.writeHead(204).end(),
): Promise<Receiver> {
  const received: Received[] = [];
  const watchers = new Set<() => void>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString('utf8');
    const one = { path: request.url ?? '', headers: request.headers, body, at: performance.now() };
    received.push(one);
    answer(one, response);
    for (const look of watchers) look();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/events`,
    received,
    until: (isDone) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!isDone()) return;
          clearTimeout(timer);
          watchers.delete(look);
          resolve();
        };
        const timer = setTimeout(() => reject(new Error(`Still waiting after ${received.length} requests.`)), WAIT_MS);
        watchers.add(look);
        look();
      }),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** The id of the event that a request carries. */
export function idOf({ headers }: Received): string {
  return String(headers['webhook-id']);
}

/** What a request says. */
export function eventOf({ body }: Received): ReceivedEvent {
  return JSON.parse(body) as ReceivedEvent;
}

/** Requests without the repetitions, in the order in which each event was first seen. */
export function firstSeen(received: Received[]): Received[] {
  const seen = new Set<string>();
  return received.filter((request) => !seen.has(idOf(request)) && seen.add(idOf(request)));
}
