import type postgres from 'postgres';
import { withConnection } from '../../supabase/embedded/connection.ts';
import { closeClients, draw, openClients, rewardCall, runTransaction } from '../support/clients.ts';
import { countMultixacts, countPerCall, quieten } from '../support/counters.ts';
import { createFloor, FLOOR_ROLE } from '../support/floor.ts';
import type { Measure } from '../support/measure.ts';
import { below, type Finding, note } from '../support/report.ts';
import type { BenchDatabase } from '../support/server.ts';

async function measure(sql: postgres.Sql, database: BenchDatabase): Promise<Finding[]> {
  const floor = await createFloor(database);
  const clients = openClients(database, 1);
  const [client] = clients;
  if (!client) throw new Error('No client.');
  await quieten(sql, true);
  const issue = (by = client) => runTransaction(by, 'authenticated', rewardCall(draw(database.slips)));
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
    below('multixacts made by 8 clients', await countMultixacts(sql, database, issue), 0, '', false),
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
