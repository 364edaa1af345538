import { catalogCasino, createOfferFloor, type Family, offerCall, readRewards } from '../support/catalog.ts';
import { type Client, closeClients, draw, openClients, runTransaction, throughput } from '../support/clients.ts';
import { FLOOR_ROLE } from '../support/floor.ts';
import type { Measure } from '../support/measure.ts';
import { compare } from '../support/ratio.ts';
import { atLeast, type Finding, note } from '../support/report.ts';
import type { BenchDatabase } from '../support/server.ts';

async function measure(database: BenchDatabase, family: Family, name: string): Promise<Finding[]> {
  const rewards = await readRewards(database, family);
  const floor = await createOfferFloor(database, family, rewards);
  const issue = (client: Client) =>
    runTransaction(client, 'authenticated', offerCall(draw(rewards), draw(database.slips)));
  const write = (client: Client) => runTransaction(client, FLOOR_ROLE, floor(draw(database.slips), client.issuer));
  const clients = openClients(database, 8);
  const { ratio, one, two } = await compare(throughput(clients, issue), throughput(clients, write));
  await closeClients(clients);
  return [
    atLeast(`${name} RPC / floor, throughput at 8 clients`, ratio, 0.6, { rpcPerSecond: one, floorPerSecond: two }),
    note(`${name} RPC, absolute`, one, '/s'),
    note(`${name} floor, absolute`, two, '/s'),
  ];
}

/** The one door against one statement that writes the same rows: a catalog of 200 rewards, 10,000 players, eight people. */
export const offerIssue: Measure = {
  name: 'offer-issue',
  async run(server) {
    const database = await catalogCasino(server, 'catalog_issue');
    return [
      ...(await measure(database, 'points_comp', 'comp')),
      ...(await measure(database, 'entitlement', 'entitlement')),
    ];
  },
};
