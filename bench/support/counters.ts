import { existsSync, readFileSync } from 'node:fs';
import type postgres from 'postgres';
import { withConnection } from '../../supabase/embedded/connection.ts';
import { type Client, closeClients, openClients, runLoad } from './clients.ts';
import type { BenchDatabase } from './server.ts';

const CALLS = 1_000;

export type Counters = { records: number; bytes: number; buffers: number; cpu: number };

/** Microseconds a server process has been running, from the Linux kernel; NaN elsewhere. Neighbours and disks don't count. */
function readCpuMicroseconds(pid: number): number {
  const file = `/proc/${pid}/schedstat`;
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split(' ')[0]) / 1_000 : Number.NaN;
}

/** The counters now, with everything the client's own process has not reported yet. */
async function readCounters(sql: postgres.Sql, client: Client): Promise<Counters> {
  const [backend] = await client.sql<{ pid: number }[]>`
    select pg_backend_pid() as pid, pg_stat_force_next_flush()`;
  await client.sql`select 1`;
  const [row] = await sql<Omit<Counters, 'cpu'>[]>`
    select wal_records::float8 as records, wal_bytes::float8 as bytes,
      (select sum(blks_hit + blks_read)::float8 from pg_stat_database) as buffers
    from pg_stat_wal`;
  if (!row) throw new Error('No counters.');
  return { ...row, cpu: readCpuMicroseconds(backend?.pid ?? 0) };
}

/** What one call costs, over many calls in a row by one client. */
export async function countPerCall(sql: postgres.Sql, client: Client, work: () => Promise<unknown>): Promise<Counters> {
  // Plans, catalog caches and the first visit to each page are not what a call costs.
  for (let call = 0; call < 200; call++) await work();
  const before = await readCounters(sql, client);
  for (let call = 0; call < CALLS; call++) await work();
  const after = await readCounters(sql, client);
  return {
    records: (after.records - before.records) / CALLS,
    bytes: (after.bytes - before.bytes) / CALLS,
    buffers: (after.buffers - before.buffers) / CALLS,
    cpu: (after.cpu - before.cpu) / CALLS,
  };
}

/** Multixact ids handed out while eight clients work. */
export async function countMultixacts(
  sql: postgres.Sql,
  database: BenchDatabase,
  work: (client: Client) => Promise<unknown>,
): Promise<number> {
  const read = async () => {
    await sql.unsafe('checkpoint');
    const [row] = await sql<{ next: number }[]>`
      select next_multixact_id::text::float8 as next from pg_control_checkpoint()`;
    return row?.next ?? Number.NaN;
  };
  const clients = openClients(database, 8);
  const before = await read();
  await runLoad(clients, 3_000, work);
  const after = await read();
  await closeClients(clients);
  return after - before;
}

/** Nothing but the calls may write: no vacuum, and no page images, whose number depends on the last checkpoint. */
export async function quieten(sql: postgres.Sql, isQuiet: boolean): Promise<void> {
  for (const setting of ['autovacuum', 'full_page_writes']) {
    await sql.unsafe(isQuiet ? `alter system set ${setting} = off` : `alter system reset ${setting}`);
  }
  await sql.unsafe('checkpoint');
  await sql`select pg_reload_conf()`;
  await sql`select pg_sleep(0.5)`;
}

export const REPLAYS = 500;

/**
 * Bytes the write-ahead log grows by while answered keys are sent again: the least of three rounds, for the whole server's log
 * is measured and its background processes can only add. Vacuumed before, because a read may tidy up what a write left.
 */
export async function countReplayBytes(database: BenchDatabase, replay: () => Promise<unknown>): Promise<number> {
  return withConnection(database.adminUrl, async (sql) => {
    await sql.unsafe('alter system set autovacuum = off');
    await sql`select pg_reload_conf()`;
    await sql.unsafe('vacuum');
    await sql.unsafe('checkpoint');
    const rounds: number[] = [];
    for (let round = 0; round < 3; round++) {
      const [before] = await sql<{ place: string }[]>`select pg_current_wal_insert_lsn()::text as place`;
      for (let call = 0; call < REPLAYS; call++) await replay();
      const [after] = await sql<{ bytes: number }[]>`
        select (pg_current_wal_insert_lsn() - ${before?.place ?? ''}::pg_lsn)::float8 as bytes`;
      rounds.push(after?.bytes ?? Number.NaN);
    }
    await sql.unsafe('alter system reset autovacuum');
    await sql`select pg_reload_conf()`;
    return Math.min(...rounds);
  });
}
