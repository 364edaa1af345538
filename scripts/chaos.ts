/**
 * Kills the database, the API and the web server at random moments under load, and then asks whether every acknowledged
 * reward is there, none twice, and the ledger proves itself. `npm run chaos -- --rounds 20` (of each); with `--control` commits no
 * longer wait for the disk, and the run must see loss: it shows that the harness can.
 */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { newId } from '../lib/shared/ids.ts';
import { DEMO_PASSWORD } from '../supabase/embedded/demo.ts';
import { findFreePort } from '../supabase/embedded/ports.ts';
import { PROJECT_ROOT, readSettings } from '../supabase/embedded/settings.ts';
import { getStackEnvironment } from '../supabase/embedded/stack.ts';

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '20' }, control: { type: 'boolean', default: false } },
});
const CLIENTS = 8;
const PARTS = { database: /\/postgres$|postgres -D/, api: /api-main\.ts/, web: /next-server|next\/dist\/bin\/next/ };

const variables = {
  PORT: String(await findFreePort()),
  PITSIDE_API_PORT: String(await findFreePort()),
  PITSIDE_DB_PORT: String(await findFreePort()),
  PITSIDE_DATA_DIR: '.pitside/chaos',
};
const base = `http://127.0.0.1:${variables.PORT}`;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function waitUntilReady(): Promise<void> {
  for (let attempt = 0; attempt < 1200; attempt += 1) {
    const isReady = await fetch(`${base}/api/ready`).then(
      (response) => response.ok,
      () => false,
    );
    if (isReady) return;
    await sleep(100);
  }
  throw new Error('The stack did not come back within two minutes.');
}

/** The direct children of the supervisor, by what they run. */
function findPart(supervisor: number, pattern: RegExp): number | undefined {
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const parent = Number(readFileSync(`/proc/${entry}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]);
      const command = readFileSync(`/proc/${entry}/cmdline`, 'utf8').replaceAll('\0', ' ');
      if (parent === supervisor && pattern.test(command)) return Number(entry);
    } catch {
      // The process ended while it was looked at.
    }
  }
  return undefined;
}

async function signIn(): Promise<string> {
  const environment = getStackEnvironment(readSettings(variables));
  const response = await fetch(`${environment.SUPABASE_URL}/auth/v1/token?grant_type=password`, {
    method: 'POST',
    headers: { apikey: environment.SUPABASE_PUBLISHABLE_KEY, 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'pitboss@harbor.example', password: DEMO_PASSWORD }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

type Acknowledged = { key: string; entryId: string; repeats: number };

/** Sends one reward until it is answered, with one key, as a tablet does. */
async function issue(token: string, ratingSlipId: string): Promise<Acknowledged> {
  const key = `chaos:${newId()}`;
  for (let repeats = 0; ; repeats += 1) {
    const response = await fetch(`${base}/api/v1/loyalty/mid-session-rewards`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ ratingSlipId, points: 1, reason: 'promotion' }),
      signal: AbortSignal.timeout(10_000),
    }).catch(() => null);
    const body = (await response?.json().catch(() => null)) as {
      ok?: boolean;
      code?: string;
      data?: { entry: { id: string } };
    } | null;
    if (body?.ok && body.data) return { key, entryId: body.data.entry.id, repeats };
    if (response && response.status < 500 && body?.code) throw new Error(`Refused under load: ${body.code}`);
    await sleep(100 + Math.random() * 200);
  }
}

async function runClients(token: string, slips: string[], isDone: () => boolean): Promise<Acknowledged[]> {
  const acknowledged: Acknowledged[] = [];
  const client = async (index: number) => {
    for (let turn = index; !isDone(); turn += CLIENTS)
      acknowledged.push(await issue(token, slips[turn % slips.length] ?? ''));
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, index) => client(index)));
  return acknowledged;
}

async function killParts(supervisor: number, rounds: number): Promise<void> {
  const names = Object.keys(PARTS) as (keyof typeof PARTS)[];
  const turns = options.control ? rounds : rounds * names.length;
  for (let round = 0; round < turns; round += 1) {
    await sleep(300 + Math.random() * 1200);
    const name = options.control ? 'database' : (names[round % names.length] ?? 'database');
    const pid = findPart(supervisor, PARTS[name]);
    if (!pid) throw new Error(`The ${name} is not running.`);
    process.kill(pid, 'SIGKILL');
    const killedAt = performance.now();
    await waitUntilReady();
    console.log(`${round + 1}/${turns}: killed the ${name}; back after ${Math.round(performance.now() - killedAt)} ms`);
  }
}

/** What the database says afterwards, against what the clients were told. */
async function judge(sql: postgres.Sql, acknowledged: Acknowledged[]): Promise<number> {
  const rows = await sql<{ key: string; id: string }[]>`
    select idempotency_key as key, id from public.loyalty_ledger where idempotency_key like 'chaos:%'`;
  const kept = new Map(rows.map(({ key, id }) => [key, id]));
  const lost = acknowledged.filter(({ key, entryId }) => kept.get(key) !== entryId).length;
  // Every client ended with an answer, so an entry beyond those is one intent carried out twice.
  const doubled = Math.max(0, rows.length - acknowledged.length);
  const breaks = await sql`select b.* from public.casino c, app.ledger_breaks(c.id, null) b`;
  const drift = await sql`select d.* from public.casino c, app.loyalty_drift(c.id, null) d`;
  const repeated = acknowledged.filter(({ repeats }) => repeats > 0).length;
  console.log(
    `${acknowledged.length} acknowledged (${repeated} after repeats), ${rows.length} in the ledger; lost ${lost}, doubled ${doubled}, breaks ${breaks.length}, drift ${drift.length}`,
  );
  const isClean = lost === 0 && doubled === 0 && breaks.length === 0 && drift.length === 0;
  if (options.control)
    console.log(
      lost > 0
        ? 'As it must: without durable commits rewards were lost.'
        : 'The control saw no loss; run it again with more rounds.',
    );
  return isClean === options.control ? 1 : 0;
}

const stack = spawn(process.execPath, [join(PROJECT_ROOT, 'e2e/support/stack.ts')], {
  cwd: PROJECT_ROOT,
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, ...variables },
});
try {
  await waitUntilReady();
  const sql = postgres(getStackEnvironment(readSettings(variables)).DATABASE_URL, {
    max: 1,
    onnotice: () => undefined,
  });
  await sql`update public.casino_settings set rewards_per_staff_per_minute = null`;
  if (options.control) {
    await sql`alter system set synchronous_commit = off`;
    await sql`alter system set wal_writer_delay = '10s'`;
    await sql`select pg_reload_conf()`;
  }
  const slips = await sql<{ id: string }[]>`
    select s.id from public.rating_slip s join public.casino c on c.id = s.casino_id where c.slug = 'harbor' and s.status = 'open'`;
  await sql.end();
  let isDone = false;
  const clients = runClients(
    await signIn(),
    slips.map(({ id }) => id),
    () => isDone,
  );
  await killParts(stack.pid ?? 0, Number(options.rounds));
  isDone = true;
  const acknowledged = await clients;
  const look = postgres(getStackEnvironment(readSettings(variables)).DATABASE_URL, {
    max: 1,
    onnotice: () => undefined,
  });
  process.exitCode = await judge(look, acknowledged);
  await look.end();
} finally {
  stack.kill('SIGTERM');
}
