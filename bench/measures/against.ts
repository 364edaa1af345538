import { withConnection } from '../../supabase/embedded/connection.ts';
import {
  type Client,
  closeClients,
  draw,
  newKey,
  openClients,
  rewardCall,
  runTransaction,
  throughput,
} from '../support/clients.ts';
import { type Counters, countPerCall, quieten } from '../support/counters.ts';
import type { Measure } from '../support/measure.ts';
import { compare } from '../support/ratio.ts';
import { atLeast, type Finding, note, notMeasured } from '../support/report.ts';
import type { BenchDatabase } from '../support/server.ts';

const CLIENTS = 8;
const ANSWERED = 1_000;
/** As fast as before, within what such a comparison can tell. */
const SAME = 0.95;

/** One side: its clients, and calls that draw a slip of its own casino. */
async function openSide(database: BenchDatabase) {
  const clients = openClients(database, CLIENTS);
  const [first] = clients;
  if (!first) throw new Error('No client.');
  const answered = database.slips.slice(0, ANSWERED).map((slip) => ({ slip, key: newKey() }));
  for (const { slip, key } of answered) await runTransaction(first, 'authenticated', rewardCall(slip, key));
  return {
    clients,
    issue: (client: Client) => runTransaction(client, 'authenticated', rewardCall(draw(database.slips))),
    replay: (client: Client) => {
      const { slip, key } = draw(answered);
      return runTransaction(client, 'authenticated', rewardCall(slip, key));
    },
  };
}

/** What one reward costs in a database, counted as `reward-counters` counts it. */
async function countReward(database: BenchDatabase): Promise<Counters> {
  return withConnection(database.adminUrl, async (sql) => {
    const [client, ...others] = openClients(database, 1);
    if (!client) throw new Error('No client.');
    await quieten(sql, true);
    const counters = await countPerCall(sql, client, () =>
      runTransaction(client, 'authenticated', rewardCall(draw(database.slips))),
    );
    await quieten(sql, false);
    await closeClients([client, ...others]);
    return counters;
  });
}

async function compareSides(now: BenchDatabase, before: BenchDatabase): Promise<Finding[]> {
  const [one, two] = [await openSide(now), await openSide(before)];
  const issue = await compare(throughput(one.clients, one.issue), throughput(two.clients, two.issue));
  const replay = await compare(throughput(one.clients, one.replay), throughput(two.clients, two.replay));
  await closeClients([...one.clients, ...two.clients]);
  const [here, there] = [await countReward(now), await countReward(before)];
  return [
    atLeast('reward, now / at the commit, throughput at 8 clients', issue.ratio, SAME, {
      now: issue.one,
      atCommit: issue.two,
    }),
    atLeast('replay, now / at the commit, throughput at 8 clients', replay.ratio, SAME, {
      now: replay.one,
      atCommit: replay.two,
    }),
    ...(['records', 'bytes', 'buffers', 'cpu'] as const).map((name) =>
      note(`${name} per reward, now / at the commit`, here[name] / there[name], 'x'),
    ),
  ];
}

/** The reward path beside itself at an earlier commit, which `--against` names. */
export const against: Measure = {
  name: 'against',
  async run(server) {
    if (!server.against) return [notMeasured('reward, now / at a commit', `>= ${SAME} x`, 'name one with --against')];
    return compareSides(await server.fresh(), await server.against.fresh());
  },
};
