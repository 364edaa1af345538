import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type postgres from 'postgres';
import { withConnection } from '../../supabase/embedded/connection.ts';
import { authenticatorUrl, cloneDatabase, prepareDatabase } from '../../supabase/embedded/database.ts';
import { findFreePort } from '../../supabase/embedded/ports.ts';
import { startPostgres } from '../../supabase/embedded/postgres.ts';
import { applySchemas } from '../../supabase/embedded/schemas.ts';
import { ensureSecrets, type StackSecrets } from '../../supabase/embedded/secrets.ts';
import { deleteStack } from '../../supabase/embedded/stack.ts';

/** A live slip of the fixture. */
export type Slip = { id: string; playerId: string; visitId: string };
/** A person who may issue rewards. */
export type Issuer = { staffId: string; userId: string };

/** A database with a casino in it, and who and what is there. `apiUrl` is the API's login, `adminUrl` the superuser. */
export type BenchDatabase = {
  adminUrl: string;
  apiUrl: string;
  casinoId: string;
  slips: Slip[];
  issuers: Issuer[];
  complianceUserId: string;
};

/** A throw-away server that keeps its promises: fsync and synchronous_commit are on. */
export type BenchServer = {
  directory: string;
  port: number;
  secrets: StackSecrets;
  /** The server's main database, for the API as a process: it knows no other. Use it last, it is never made afresh. */
  main: BenchDatabase;
  /** The main database, its ledger grown as the large one's is; for what is measured last, over the web app. */
  grownMain(): Promise<BenchDatabase>;
  /** A casino of 10,000 players with one ledger entry each, in a database of its own. */
  fresh(): Promise<BenchDatabase>;
  /**
   * The same with a ledger of `rows` entries, a day for each round, all sealed, and some of the day that is running; always the same
   * database, made when it is first asked for.
   */
  large(): Promise<BenchDatabase>;
  rows: number;
  /** A copy of the fixture under that name, filled by `fill` when it is first asked for, seen as the casino `slug`. */
  filled(name: string, slug: string, fill: Fill): Promise<BenchDatabase>;
  /** How many coupons the long promo history has. */
  coupons: number;
  /** The same at an earlier commit, where one was named to measure against. */
  against?: BenchServer;
  /** Where another demo runs, where one was named whose screens are measured beside. */
  demo?: string;
  dispose(): Promise<void>;
};

/** Fills a copy of the fixture, for one of its casinos. */
export type Fill = (sql: postgres.Sql, casinoId: string) => Promise<void>;

const PLAYERS = 10_000;
const TABLES = 1_000;
const STAFF = 16;
/** Entries of the gaming day that is running, at a floor of 24 tables. */
const ORDINARY_DAY = 2_000;
/** How many days ago the long history ends: closed and sealed by now, whatever the hour and the zone. */
const HISTORY_ENDED = 3;
const TEMPLATE = 'seeded';
// Page images are on by default too; the counters switch them off for a while, which a flag would not let them.
const DURABLE = { fsync: 'on', synchronous_commit: 'on', max_connections: '120' };

export type Sizes = { rows: number; coupons: number };

/** Starts the server and makes the casinos. The big ledger has `rows` entries, rounded up to whole entries per player. */
export async function startBenchServer(sizes: Sizes, log: (message: string) => void): Promise<BenchServer> {
  const directory = mkdtempSync(join(tmpdir(), 'pitside-bench-'));
  const secrets = ensureSecrets(directory);
  const port = await findFreePort();
  const server = await startPostgres({ directory, port, password: secrets.postgresPassword, flags: DURABLE });
  const dispose = async () => {
    await server.stop();
    await deleteStack(directory);
  };
  try {
    const rounds = Math.ceil(sizes.rows / PLAYERS);
    log(`Seeding ${PLAYERS} players with live slips ...`);
    await prepareDatabase(server.url, secrets);
    await applySchemas(server.url);
    await withConnection(server.url, (sql) => seed(sql, HISTORY_ENDED + rounds - 1));
    await cloneDatabase(server.url, TEMPLATE, 'postgres');
    const read = (url: string, slug = 'bench') => readDatabase(url, secrets.authenticatorPassword, slug);
    const main = await read(server.url);
    const clone = cloner(server.url, read);
    const makeLarge = async () => clone('large', (sql) => growLedger(sql, rounds - 1, log));
    const filled = new Map<string, Promise<BenchDatabase>>();
    let large: Promise<BenchDatabase> | undefined;
    let grown: Promise<void> | undefined;
    let clones = 0;
    return {
      ...{ directory, port, secrets, main, dispose, rows: rounds * PLAYERS, coupons: sizes.coupons },
      fresh: () => clone(`fresh_${++clones}`),
      grownMain: async () => {
        grown ??= withConnection(server.url, (sql) => growLedger(sql, rounds - 1, log));
        await grown;
        return main;
      },
      large: () => {
        large ??= makeLarge();
        return large;
      },
      filled: (name, slug, fill) => {
        const made = filled.get(name) ?? clone(name, (sql, database) => fill(sql, database.casinoId), slug);
        filled.set(name, made);
        return made;
      },
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

type Read = (url: string, slug?: string) => Promise<BenchDatabase>;

function cloner(serverUrl: string, read: Read) {
  return async (
    name: string,
    fill?: (sql: postgres.Sql, database: BenchDatabase) => Promise<void>,
    slug?: string,
  ): Promise<BenchDatabase> => {
    const url = await cloneDatabase(serverUrl, name, TEMPLATE);
    const database = await read(url, slug);
    if (fill) await withConnection(url, (sql) => fill(sql, database));
    return database;
  };
}

async function seed(sql: postgres.Sql, firstDaysAgo: number): Promise<void> {
  await sql.unsafe(readFileSync(join(import.meta.dirname, 'fixture.sql'), 'utf8'));
  await sql`select bench.create_casino('bench', ${PLAYERS}, ${TABLES}, ${STAFF})`;
  // A floor of the size a pit has, for the measures of the pit screen.
  await sql`select bench.create_casino('pit', 60, 24, 1)`;
  // One entry per player: on a ledger without any, the first plans of a session take whatever index there is, and keep it.
  await addRounds(sql, 1, firstDaysAgo);
  await sql.unsafe('vacuum analyze');
}

/** Reads who and what is in a casino of the fixture. */
export async function readDatabase(adminUrl: string, password: string, slug: string): Promise<BenchDatabase> {
  return withConnection(adminUrl, async (sql) => {
    const [casino] = await sql<{ id: string }[]>`select id from public.casino where slug = ${slug}`;
    if (!casino) throw new Error(`The fixture has no casino ${slug}.`);
    const slips = await sql<Slip[]>`
      select id, player_id as "playerId", visit_id as "visitId" from public.rating_slip where casino_id = ${casino.id}`;
    const staff = await sql<(Issuer & { role: string })[]>`
      select id as "staffId", user_id as "userId", role from public.staff where casino_id = ${casino.id} order by email`;
    const issuers = staff.filter(({ role }) => role === 'pit_boss');
    const complianceUserId = staff.find(({ role }) => role === 'compliance')?.userId ?? '';
    const apiUrl = authenticatorUrl(adminUrl, password);
    return { adminUrl, apiUrl, casinoId: casino.id, slips: [...slips], issuers, complianceUserId };
  });
}

/** Makes the ledger long round by round, as play does: neighbouring rows belong to different players. Then seals it, and plays a day. */
async function growLedger(sql: postgres.Sql, rounds: number, log: (message: string) => void): Promise<void> {
  log(`Writing ${rounds * PLAYERS} ledger entries ...`);
  await addRounds(sql, rounds, HISTORY_ENDED);
  log('Sealing their days ...');
  // One day first: what is planned while there is no head yet would be kept for all the days.
  for (const days of [1, rounds]) {
    await sql.unsafe('vacuum analyze public.loyalty_ledger, public.player_loyalty');
    await sql`select app.seal_ledger_days(id, ${days}) from public.casino where slug = 'bench'`;
    await sql.unsafe('analyze public.ledger_seal_head, public.seal');
  }
  await addRounds(sql, 1, 0, ORDINARY_DAY);
  await sql.unsafe('vacuum (full, analyze) public.player_loyalty');
  for (const table of ['loyalty_ledger', 'audit_log', 'loyalty_outbox', 'ledger_seal_head', 'seal'])
    await sql.unsafe(`vacuum analyze public.${table}`);
  await sql.unsafe('checkpoint');
}

/**
 * Adds that many entries to every player, or to so many, a day for each, oldest first, the last `daysAgo`; all older than the minute in
 * which a person's rate is counted.
 */
async function addRounds(
  sql: postgres.Sql,
  rounds: number,
  daysAgo: number,
  players: number | null = null,
): Promise<void> {
  const [person] = await sql<{ casinoId: string; id: string }[]>`
    select s.casino_id as "casinoId", s.id from public.staff s join public.casino c on c.id = s.casino_id
    where c.slug = 'bench' and s.role = 'pit_boss' limit 1`;
  if (!person) throw new Error('The fixture has no pit boss.');
  await sql`alter table public.loyalty_ledger disable trigger loyalty_ledger_writer`;
  // Foreign keys hold by construction; checking them a row at a time would take most of the time.
  await sql`set session_replication_role = replica`;
  await sql`set synchronous_commit = off`;
  for (let round = 0; round < rounds; round++) {
    const at = new Date(Date.now() - (daysAgo + rounds - 1 - round) * 86_400_000 - 180_000);
    await sql`select bench.add_ledger_round(${person.casinoId}, ${person.id}, ${at}, ${players})`;
    if (round % 50 === 49) await sql.unsafe('vacuum public.player_loyalty');
  }
  await sql`alter table public.loyalty_ledger enable always trigger loyalty_ledger_writer`;
  await sql`set session_replication_role = origin`;
}
