import { withConnection } from '../../supabase/embedded/connection.ts';
import { closeClients, draw, newKey, openClients, rewardCall, runTransaction, throughput } from '../support/clients.ts';
import type { Measure } from '../support/measure.ts';
import { compare } from '../support/ratio.ts';
import { atLeast, below } from '../support/report.ts';
import type { BenchDatabase } from '../support/server.ts';

const REPLAYS = 500;

/**
 * Bytes the write-ahead log grows by while answered keys are sent again: the least of three rounds, for the whole server's log
 * is measured and its background processes can only add. Vacuumed before, because a read may tidy up what a write left.
 */
async function countReplayBytes(database: BenchDatabase, replay: () => Promise<unknown>): Promise<number> {
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

/** An answered key sent again against a first issue. */
export const rewardReplay: Measure = {
  name: 'reward-replay',
  async run(server) {
    const database = await server.fresh();
    const clients = openClients(database, 8);
    const answered = database.slips.slice(0, 1_000).map((slip) => ({ slip, key: newKey() }));
    const [first] = clients;
    if (!first) throw new Error('No client.');
    for (const { slip, key } of answered) await runTransaction(first, 'authenticated', rewardCall(slip, key));
    const replay = (client = first) => {
      const { slip, key } = draw(answered);
      return runTransaction(client, 'authenticated', rewardCall(slip, key));
    };
    const { ratio, one, two } = await compare(
      throughput(clients, replay),
      throughput(clients, (client) => runTransaction(client, 'authenticated', rewardCall(draw(database.slips)))),
    );
    const bytes = await countReplayBytes(database, replay);
    await closeClients(clients);
    return [
      atLeast('replay / first issue, throughput at 8 clients', ratio, 3, { replayPerSecond: one, issuePerSecond: two }),
      below(`WAL bytes of ${REPLAYS} replays`, bytes, 0, 'B', false),
    ];
  },
};
