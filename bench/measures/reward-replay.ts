import { closeClients, draw, newKey, openClients, rewardCall, runTransaction, throughput } from '../support/clients.ts';
import { countReplayBytes, REPLAYS } from '../support/counters.ts';
import type { Measure } from '../support/measure.ts';
import { compare } from '../support/ratio.ts';
import { atLeast, below } from '../support/report.ts';

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
