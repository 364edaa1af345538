import postgres from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import { quantile, type Side } from './ratio.ts';
import type { BenchDatabase, Issuer, Slip } from './server.ts';

/** A statement with its parameters, and what the transaction sets beside role and claims. */
export type Call = {
  text: string;
  parameters: (string | number | boolean | Buffer | null)[];
  settings?: [string, string][];
};

/** One client: a connection of its own, and the person who works with it. */
export type Client = { sql: postgres.Sql; issuer: Issuer; index: number };

/** Opens `count` clients with the API's login, each a different person (as far as the fixture has people). */
export function openClients(database: BenchDatabase, count: number): Client[] {
  return Array.from({ length: count }, (_, index) => {
    const issuer = database.issuers[index % database.issuers.length];
    if (!issuer) throw new Error('The fixture has no one who issues.');
    const sql = postgres(database.apiUrl, { max: 1, fetch_types: false, onnotice: () => undefined });
    return { sql, issuer, index };
  });
}

export async function closeClients(clients: Client[]): Promise<void> {
  await Promise.all(clients.map(({ sql }) => sql.end({ timeout: 5 })));
}

/**
 * One transaction in the API's shape: begin; role, claims and request in one select; the call; commit. The four
 * statements are prepared and sent without waiting in between, so that the server's own work is what is compared.
 */
export async function runTransaction({ sql, issuer }: Client, role: string, call: Call): Promise<unknown> {
  const claims = JSON.stringify({ sub: issuer.userId, role: 'authenticated' });
  const settings = [
    ['role', role],
    ['request.jwt.claim.sub', issuer.userId],
    ['request.jwt.claim.role', 'authenticated'],
    ['request.jwt.claims', claims],
    ['request.method', 'POST'],
    ['request.path', '/rest/v1/rpc/call'],
    ['request.headers', '{}'],
    ...(call.settings ?? []),
  ];
  const columns = settings.map((_, index) => `set_config($${2 * index + 1}, $${2 * index + 2}, true)`);
  const prepared = { prepare: true };
  const [, , rows] = await Promise.all([
    sql.unsafe('begin', [], prepared),
    sql.unsafe(`select ${columns.join(', ')}`, settings.flat(), prepared),
    sql.unsafe(call.text, call.parameters, prepared),
    sql.unsafe('commit', [], prepared),
  ]);
  return rows[0];
}

/** A key as the web app makes one. */
export function newKey(): string {
  return `mid-session-reward:${uuidv7()}`;
}

/** Ten bonus points on a slip, by RPC. */
export function rewardCall(slip: Slip, key = newKey()): Call {
  return {
    text: 'select public.rpc_issue_mid_session_reward($1, $2, $3, $4, $5, $6, $7) as answer',
    parameters: [slip.id, 10, 'mid_session_bonus', key, null, false, uuidv7()],
  };
}

/** A member of a list, drawn at random. */
export function draw<T>(list: T[]): T {
  const item = list[Math.floor(Math.random() * list.length)];
  if (item === undefined) throw new Error('Nothing to draw from.');
  return item;
}

/** What a slice of load came to. Latencies are milliseconds, one per call. */
export type Load = { perSecond: number; latencies: number[] };

/** All clients work, each one call after the other, for about so long. A call that fails ends the measure. */
export async function runLoad<C>(
  clients: C[],
  milliseconds: number,
  work: (client: C) => Promise<unknown>,
): Promise<Load> {
  const latencies: number[] = [];
  const startedAt = performance.now();
  const endAt = startedAt + milliseconds;
  await Promise.all(
    clients.map(async (client) => {
      for (let now = startedAt; now < endAt; ) {
        await work(client);
        const after = performance.now();
        latencies.push(after - now);
        now = after;
      }
    }),
  );
  return { perSecond: (latencies.length * 1_000) / (performance.now() - startedAt), latencies };
}

/** A side of a comparison by calls per second. */
export function throughput<C>(clients: C[], work: (client: C) => Promise<unknown>): Side {
  return async (milliseconds) => (await runLoad(clients, milliseconds, work)).perSecond;
}

/** A side of a comparison by median latency; every latency is also added to `all`. */
export function medianLatency<C>(clients: C[], work: (client: C) => Promise<unknown>, all: number[]): Side {
  return async (milliseconds) => {
    const { latencies } = await runLoad(clients, milliseconds, work);
    all.push(...latencies);
    return quantile(latencies, 0.5);
  };
}
