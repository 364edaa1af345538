import { catalogCasino, readBusyPlayer } from '../support/catalog.ts';
import { closeClients, draw, openClients } from '../support/clients.ts';
import type { Measure } from '../support/measure.ts';
import { medianOfCalls, rpcCall } from '../support/promo.ts';
import { below, note } from '../support/report.ts';

/** The list of offers: 200 rewards with 400 limits, for a player with 10,000 entries and for one with hardly any. */
export const offers: Measure = {
  name: 'offers',
  async run(server) {
    const database = await catalogCasino(server, 'catalog');
    const busy = await readBusyPlayer(database);
    const [client] = openClients(database, 1);
    if (!client) throw new Error('No client.');
    const long = await medianOfCalls(client, rpcCall('rpc_list_reward_offers', busy, null));
    const short = await medianOfCalls(client, rpcCall('rpc_list_reward_offers', draw(database.slips).playerId, null));
    await closeClients([client]);
    return [
      below('offers of 200 rewards, player with 10,000 entries', long, 15, 'ms'),
      note('offers of 200 rewards, player with few entries', short, 'ms'),
    ];
  },
};
