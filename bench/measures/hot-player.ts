import { withConnection } from '../../supabase/embedded/connection.ts';
import {
  closeClients,
  draw,
  openClients,
  rewardCall,
  runLoad,
  runTransaction,
  throughput,
} from '../support/clients.ts';
import type { Measure } from '../support/measure.ts';
import { compare, quantile } from '../support/ratio.ts';
import { atLeast, below, note } from '../support/report.ts';
import type { BenchDatabase } from '../support/server.ts';

async function countDeadlocks({ adminUrl }: BenchDatabase): Promise<number> {
  return withConnection(adminUrl, async (sql) => {
    const [row] = await sql<{ deadlocks: number }[]>`
      select deadlocks::float8 as deadlocks from pg_stat_database where datname = current_database()`;
    return row?.deadlocks ?? Number.NaN;
  });
}

/** Milliseconds of a commit that writes one small record: what this machine's disk takes, whatever the statement is. */
async function timeCommit({ adminUrl }: BenchDatabase): Promise<number> {
  return withConnection(adminUrl, async (sql) => {
    const times: number[] = [];
    for (let commit = 0; commit < 200; commit++) {
      const startedAt = performance.now();
      await sql`select pg_logical_emit_message(true, 'bench', 'x')`;
      times.push(performance.now() - startedAt);
    }
    return quantile(times, 0.5);
  });
}

/** Sixteen people reward one and the same player. */
export const hotPlayer: Measure = {
  name: 'hot-player',
  async run(server) {
    const database = await server.fresh();
    const clients = openClients(database, 16);
    const hot = draw(database.slips);
    const latencies: number[] = [];
    const { ratio, one, two } = await compare(
      async (milliseconds) => {
        const load = await runLoad(clients, milliseconds, (client) =>
          runTransaction(client, 'authenticated', rewardCall(hot)),
        );
        latencies.push(...load.latencies);
        return load.perSecond;
      },
      throughput(clients, (client) => runTransaction(client, 'authenticated', rewardCall(draw(database.slips)))),
    );
    await closeClients(clients);
    return [
      atLeast('one hot player / spread, throughput at 16 clients', ratio, 0.3, {
        hotPerSecond: one,
        spreadPerSecond: two,
      }),
      below('one hot player, 99th percentile', quantile(latencies, 0.99), 30, 'ms'),
      note('a commit by itself, on this disk', await timeCommit(database), 'ms'),
      below('deadlocks', await countDeadlocks(database), 0, '', false),
    ];
  },
};
