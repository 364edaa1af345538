import { closeClients, draw, openClients, rewardCall, runTransaction, throughput } from '../support/clients.ts';
import type { Measure } from '../support/measure.ts';
import { compare } from '../support/ratio.ts';
import { atLeast } from '../support/report.ts';
import type { BenchDatabase } from '../support/server.ts';

function issuing(database: BenchDatabase) {
  const clients = openClients(database, 8);
  const side = throughput(clients, (client) =>
    runTransaction(client, 'authenticated', rewardCall(draw(database.slips))),
  );
  return { side, close: () => closeClients(clients) };
}

/** Issuing into a ledger that is already long against issuing into one with a single entry per player. */
export const largeLedger: Measure = {
  name: 'large-ledger',
  async run(server) {
    const large = issuing(await server.large());
    const short = issuing(await server.fresh());
    const { ratio, one, two } = await compare(large.side, short.side);
    await large.close();
    await short.close();
    const measure = `reward RPC with ${server.rows} entries / with one per player`;
    return [atLeast(measure, ratio, 0.95, { largePerSecond: one, shortPerSecond: two })];
  },
};
