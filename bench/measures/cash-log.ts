import { cashCall, createCashFloor, fillDay } from '../support/cash.ts';
import { type Client, closeClients, draw, openClients, runTransaction, throughput } from '../support/clients.ts';
import { FLOOR_ROLE } from '../support/floor.ts';
import type { Measure } from '../support/measure.ts';
import { compare, estimate, quantile } from '../support/ratio.ts';
import { atLeast, below, note } from '../support/report.ts';

const DAY = '2024-05-05';
const ENTRIES = 20_000;
const LOOKS = 40;

/** How long the summary of a gaming day takes, over and over, in milliseconds. */
async function timedSummaries(client: Client): Promise<number[]> {
  const call = { text: 'select public.rpc_mtl_gaming_day_summary($1) as answer', parameters: [DAY] };
  const taken: number[] = [];
  for (let look = -3; look < LOOKS; look++) {
    const startedAt = performance.now();
    await runTransaction(client, 'authenticated', call);
    if (look >= 0) taken.push(performance.now() - startedAt);
  }
  return taken;
}

/** An entry of the cash log against one statement that writes the same rows under the same lock, and the summary of a full day. */
export const cashLog: Measure = {
  name: 'cash-log',
  async run(server) {
    const database = await server.fresh();
    const floor = await createCashFloor(database);
    const clients = openClients(database, 8);
    const playerId = () => draw(database.slips).playerId;
    const { ratio, one, two } = await compare(
      throughput(clients, (client) => runTransaction(client, 'authenticated', cashCall(playerId()))),
      throughput(clients, (client) => runTransaction(client, FLOOR_ROLE, floor(playerId(), client.issuer))),
    );
    await fillDay(database, DAY, ENTRIES);
    const [client] = clients;
    if (!client) throw new Error('No client.');
    const taken = await timedSummaries(client);
    await closeClients(clients);
    const median = estimate(taken);
    return [
      atLeast('cash log entry RPC / floor, throughput at 8 clients', ratio, 0.7, {
        rpcPerSecond: one,
        floorPerSecond: two,
      }),
      note('cash log entry RPC, absolute', one, '/s'),
      note('cash log floor, absolute', two, '/s'),
      below(`summary of a day of ${ENTRIES} entries, median`, median.value, 50, 'ms'),
      note('the same median, upper end of its interval', median.high, 'ms'),
      note('the same, 95 of 100', quantile(taken, 0.95), 'ms'),
    ];
  },
};
