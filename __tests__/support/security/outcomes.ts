import { ACCOUNT_RPCS, type Facts, GUEST_RPCS, RPCS, WORKER_RPCS } from '../../security/expectations';
import { ANON, callerOf, SERVICE } from './actors';
import { type Outcome, probe, type Sql } from './probe';
import { callStatement } from './rpcs';

/** What becomes of every example of every RPC, called by somebody who may and by the worker; each is undone. */
export async function listOutcomes(sql: Sql, own: Facts): Promise<{ name: string; outcome: Outcome }[]> {
  const people = Object.entries(RPCS).map(([name, rpc]) => ({
    name,
    as: callerOf(rpc),
    examples: rpc.examples,
  }));
  const worker = Object.entries(WORKER_RPCS).map(([name, { examples }]) => ({ name, as: SERVICE, examples }));
  const guests = Object.entries(GUEST_RPCS).map(([name, { examples }]) => ({ name, as: ANON, examples }));
  const accounts = Object.entries(ACCOUNT_RPCS).map(([name, { examples }]) => ({
    name,
    as: callerOf({ capability: null }),
    examples,
  }));
  const cells = [...people, ...worker, ...guests, ...accounts].flatMap(({ name, as, examples }) =>
    examples.map((example) => ({ name, as, statement: callStatement(name, example(own)) })),
  );
  const outcomes = await probe(sql, cells);
  return cells.map(({ name }, index) => ({ name, outcome: outcomes[index] as Outcome }));
}
