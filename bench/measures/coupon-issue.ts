import type postgres from 'postgres';
import { withConnection } from '../../supabase/embedded/connection.ts';
import {
  type Client,
  closeClients,
  draw,
  newKey,
  openClients,
  runTransaction,
  throughput,
} from '../support/clients.ts';
import { countMultixacts, countPerCall, countReplayBytes, quieten, REPLAYS } from '../support/counters.ts';
import { couponCall, createCouponFloor, type Program, readPrograms } from '../support/coupons.ts';
import { FLOOR_ROLE } from '../support/floor.ts';
import type { Measure } from '../support/measure.ts';
import { issuingCasino } from '../support/promo.ts';
import { compare } from '../support/ratio.ts';
import { atLeast, below, type Finding, note } from '../support/report.ts';
import type { BenchDatabase } from '../support/server.ts';

type Work = (client: Client) => Promise<unknown>;

async function measureReplay(database: BenchDatabase, program: Program): Promise<Finding> {
  const clients = openClients(database, 1);
  const [client] = clients;
  if (!client) throw new Error('No client.');
  const answered = database.slips.slice(0, 100).map(({ playerId }) => couponCall(program, playerId, newKey()));
  for (const call of answered) await runTransaction(client, 'authenticated', call);
  const bytes = await countReplayBytes(database, () => runTransaction(client, 'authenticated', draw(answered)));
  await closeClients(clients);
  return below(`WAL bytes of ${REPLAYS} coupon replays`, bytes, 0, 'B', false);
}

async function measureCounters(
  sql: postgres.Sql,
  database: BenchDatabase,
  issue: Work,
  write: Work,
): Promise<Finding[]> {
  const clients = openClients(database, 1);
  const [client] = clients;
  if (!client) throw new Error('No client.');
  await quieten(sql, true);
  const rpc = await countPerCall(sql, client, () => issue(client));
  const least = await countPerCall(sql, client, () => write(client));
  await quieten(sql, false);
  await closeClients(clients);
  return [
    note('WAL records per coupon / floor', rpc.records / least.records, 'x'),
    note('WAL records per coupon', rpc.records, ''),
    note('WAL bytes per coupon (no page images)', rpc.bytes / 1_000, 'kB'),
    note('WAL bytes of the coupon floor', least.bytes / 1_000, 'kB'),
    note('buffers touched per coupon', rpc.buffers, ''),
    note('buffers touched by the coupon floor', least.buffers, ''),
    note('processor time of the server per coupon', rpc.cpu, 'us'),
    note('processor time of the server, coupon floor', least.cpu, 'us'),
    below('multixacts made by 8 clients issuing coupons', await countMultixacts(sql, database, issue), 0, '', false),
  ];
}

/** The coupon RPC against one statement that writes the same rows; eight people, 10,000 players. */
export const couponIssue: Measure = {
  name: 'coupon-issue',
  async run(server) {
    const database = await issuingCasino(server, 'coupons');
    const programs = await readPrograms(database);
    const program = draw(programs);
    const floor = await createCouponFloor(database, program);
    const issue: Work = (client) =>
      runTransaction(client, 'authenticated', couponCall(draw(programs), draw(database.slips).playerId));
    const write: Work = (client) =>
      runTransaction(client, FLOOR_ROLE, floor(draw(database.slips).playerId, client.issuer));
    // Counted first, while there is nothing to vacuum: the log is the whole server's.
    const counters = await withConnection(database.adminUrl, (sql) => measureCounters(sql, database, issue, write));
    const clients = openClients(database, 8);
    const { ratio, one, two } = await compare(throughput(clients, issue), throughput(clients, write));
    await closeClients(clients);
    return [
      atLeast('coupon RPC / floor, throughput at 8 clients', ratio, 0.6, { rpcPerSecond: one, floorPerSecond: two }),
      note('coupon RPC, absolute', one, '/s'),
      note('coupon floor, absolute', two, '/s'),
      ...counters,
      await measureReplay(database, program),
    ];
  },
};
