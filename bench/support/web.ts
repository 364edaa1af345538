import { existsSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { NEXT_CLI } from '../../supabase/embedded/build.ts';
import { startChild } from '../../supabase/embedded/child.ts';
import { withConnection } from '../../supabase/embedded/connection.ts';
import { findFreePort } from '../../supabase/embedded/ports.ts';
import { knowServer, serverKeyOf } from '../../supabase/embedded/server-key.ts';
import { PROJECT_ROOT } from '../../supabase/embedded/settings.ts';
import type { BenchServer } from './server.ts';

/** The web app as it runs in production, and the API behind it, each a process of its own on the fixture's main database. */
export type WebStack = {
  webPort: number;
  apiPort: number;
  publishableKey: string;
  /** Where the web server's log goes: one JSON line per request. */
  logFile: string;
  stop(): Promise<void>;
};

export const BENCH_PASSWORD = 'Bench-password-1';

/** Whether `next build` was run; the measures over HTTP need it, and don't build. */
export function isBuilt(): boolean {
  return existsSync(join(PROJECT_ROOT, '.next/BUILD_ID'));
}

/** Starts the API, then the web server. */
export async function startWebStack(
  { directory, port, secrets, main }: BenchServer,
  webEnvironment: Record<string, string> = {},
): Promise<WebStack> {
  const [webPort, apiPort] = [await findFreePort(), await findFreePort()];
  const ports = { PORT: String(webPort), PITSIDE_API_PORT: String(apiPort), PITSIDE_DB_PORT: String(port) };
  const api = await startChild({
    name: 'api',
    args: [join(PROJECT_ROOT, 'supabase/embedded/api-main.ts')],
    env: { ...process.env, ...ports, PITSIDE_DATA_DIR: directory },
    readyUrl: `http://127.0.0.1:${apiPort}/health`,
    dataDirectory: directory,
  });
  await withConnection(main.adminUrl, (sql) => knowServer(sql, serverKeyOf(secrets)));
  const { publishableKey } = secrets;
  const web = await startChild({
    name: 'web',
    args: [NEXT_CLI, 'start', '-H', '127.0.0.1', '-p', String(webPort)],
    env: {
      ...process.env,
      SUPABASE_URL: `http://127.0.0.1:${apiPort}`,
      SUPABASE_PUBLISHABLE_KEY: publishableKey,
      PITSIDE_SERVER_KEY: serverKeyOf(secrets),
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      ...webEnvironment,
    },
    readyUrl: `http://127.0.0.1:${webPort}/api/ready`,
    dataDirectory: directory,
  }).catch(async (error: unknown) => {
    await api.stop();
    throw error;
  });
  const stop = async () => {
    await web.stop();
    await api.stop();
  };
  return { webPort, apiPort, publishableKey, logFile: join(directory, 'logs/web.log'), stop };
}

type Person = { userId: string; token: string };

/** Signs people up and puts them in the place of a casino's pit bosses. Returns their access tokens. */
export async function signUpIssuers(
  server: BenchServer,
  web: WebStack,
  slug: string,
  count: number,
): Promise<string[]> {
  const people: Person[] = [];
  for (let index = 0; index < count; index++) people.push(await signUp(web, `pitboss${index}@${slug}.bench.example`));
  await withConnection(server.main.adminUrl, async (sql) => {
    for (const [index, { userId }] of people.entries()) {
      await sql`
        update public.staff set user_id = ${userId}
        where id = (select s.id from public.staff s join public.casino c on c.id = s.casino_id
          where c.slug = ${slug} and s.role = 'pit_boss' order by s.email offset ${index} limit 1)`;
    }
  });
  return people.map(({ token }) => token);
}

/** Makes an account, which belongs to nobody's staff yet. */
export async function signUp(
  { apiPort, publishableKey }: WebStack,
  email: string,
): Promise<{ userId: string; token: string }> {
  const response = await fetch(`http://127.0.0.1:${apiPort}/auth/v1/signup`, {
    method: 'POST',
    headers: { apikey: publishableKey, 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: BENCH_PASSWORD }),
  });
  const session = (await response.json()) as { access_token?: string; user?: { id: string } };
  if (!session.access_token || !session.user) throw new Error(`${email} could not sign up: ${response.status}`);
  return { userId: session.user.id, token: session.access_token };
}

/** A keep-alive connection, as a browser or a connection pool has one. */
export function keepAlive(): Agent {
  return new Agent({ keepAlive: true, maxSockets: 1 });
}

export type Post = { port: number; path: string; agent: Agent; headers: Record<string, string>; body: unknown };

/** Posts JSON and reads the whole answer; throws unless it is a success. */
export function postJson({ port, path, agent, headers, body }: Post): Promise<void> {
  const text = JSON.stringify(body);
  const length = Buffer.byteLength(text);
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, agent, method: 'POST' };
    const sent = request(
      { ...options, headers: { 'content-type': 'application/json', 'content-length': length, ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const { statusCode = 0 } = response;
          if (statusCode >= 200 && statusCode < 300) resolve();
          else reject(new Error(`${path} answered ${statusCode}: ${Buffer.concat(chunks).toString()}`));
        });
        response.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(text);
  });
}
