import { closeClients, draw, openClients, rewardCall, runTransaction, throughput } from '../support/clients.ts';
import { createFloor, FLOOR_ROLE } from '../support/floor.ts';
import type { Measure } from '../support/measure.ts';
import { compare } from '../support/ratio.ts';
import { atLeast, note } from '../support/report.ts';

/** The reward RPC against one statement that writes the same rows; eight people, 10,000 players. */
export const rewardThroughput: Measure = {
  name: 'reward-throughput',
  async run(server) {
    const database = await server.fresh();
    const floor = await createFloor(database);
    const clients = openClients(database, 8);
    const cpuBefore = process.cpuUsage();
    const startedAt = performance.now();
    const { ratio, one, two } = await compare(
      throughput(clients, (client) => runTransaction(client, 'authenticated', rewardCall(draw(database.slips)))),
      throughput(clients, (client) => runTransaction(client, FLOOR_ROLE, floor(draw(database.slips), client.issuer))),
    );
    const { user, system } = process.cpuUsage(cpuBefore);
    const clientShare = (user + system) / 1_000 / (performance.now() - startedAt);
    await closeClients(clients);
    return [
      atLeast('reward RPC / floor, throughput at 8 clients', ratio, 0.75, { rpcPerSecond: one, floorPerSecond: two }),
      note('reward RPC, absolute', one, '/s'),
      note('floor, absolute', two, '/s'),
      note('cores the load generator itself used, on both sides alike', clientShare, ''),
    ];
  },
};
