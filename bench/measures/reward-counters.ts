import { existsSync, readFileSync } from 'node:fs';
import type postgres from 'postgres';
import { withConnection } from '../../supabase/embedded/connection.ts';
import {
  type Client,
  closeClients,
  draw,
  openClients,
  rewardCall,
  runLoad,
  runTransaction,
} from '../support/clients.ts';
import { createFloor, FLOOR_ROLE } from '../support/floor.ts';
import type { Measure } from '../support/measure.ts';
import { below, type Finding, note } from '../support/report.ts';
import type { BenchDatabase } from '../support/server.ts';

const CALLS = 1_000;

type Counters = { records: number; bytes: number; buffers: number; cpu: number };

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
async function countPerCall(sql: postgres.Sql, client: Client, work: () => Promise<unknown>): Promise<Counters> {
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

/** Multixact ids handed out while eight clients issue. */
async function countMultixacts(sql: postgres.Sql, database: BenchDatabase): Promise<number> {
  const read = async () => {
    await sql.unsafe('checkpoint');
    const [row] = await sql<{ next: number }[]>`
      select next_multixact_id::text::float8 as next from pg_control_checkpoint()`;
    return row?.next ?? Number.NaN;
  };
  const clients = openClients(database, 8);
  const before = await read();
  await runLoad(clients, 3_000, (client) => runTransaction(client, 'authenticated', rewardCall(draw(database.slips))));
  const after = await read();
  await closeClients(clients);
  return after - before;
}

/** Nothing but the calls may write: no vacuum, and no page images, whose number depends on the last checkpoint. */
async function quieten(sql: postgres.Sql, isQuiet: boolean): Promise<void> {
  for (const setting of ['autovacuum', 'full_page_writes']) {
    await sql.unsafe(isQuiet ? `alter system set ${setting} = off` : `alter system reset ${setting}`);
  }
  await sql.unsafe('checkpoint');
  await sql`select pg_reload_conf()`;
  await sql`select pg_sleep(0.5)`;
}

async function measure(sql: postgres.Sql, database: BenchDatabase): Promise<Finding[]> {
  const floor = await createFloor(database);
  const clients = openClients(database, 1);
  const [client] = clients;
  if (!client) throw new Error('No client.');
  await quieten(sql, true);
  const issue = () => runTransaction(client, 'authenticated', rewardCall(draw(database.slips)));
  const write = () => runTransaction(client, FLOOR_ROLE, floor(draw(database.slips), client.issuer));
  const rpc = await countPerCall(sql, client, issue);
  const least = await countPerCall(sql, client, write);
  await quieten(sql, false);
  await closeClients(clients);
  return [
    below('WAL records per reward / floor', rpc.records / least.records, 1.15, 'x', false),
    note('WAL records per reward', rpc.records, ''),
    below('WAL bytes per reward (no page images)', rpc.bytes / 1_000, 1.6, 'kB', false),
    note('WAL bytes of the floor', least.bytes / 1_000, 'kB'),
    note('buffers touched per reward', rpc.buffers, ''),
    note('buffers touched by the floor', least.buffers, ''),
    note('processor time of the server per reward', rpc.cpu, 'us'),
    note('processor time of the server, floor', least.cpu, 'us'),
    below('multixacts made by 8 clients', await countMultixacts(sql, database), 0, '', false),
  ];
}

/** Counters of one reward on the big ledger; they repeat to a fraction of a percent. */
export const rewardCounters: Measure = {
  name: 'reward-counters',
  async run(server) {
    const database = await server.large();
    return withConnection(database.adminUrl, (sql) => measure(sql, database));
  },
};
