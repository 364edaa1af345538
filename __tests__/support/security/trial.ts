import type { TestStack } from '../stack';
import { PROBE_FUNCTION, type Sql } from './probe';

/** Runs a check in a transaction that is rolled back, whatever it did. */
export async function inTrial<T>(stack: TestStack, work: (sql: Sql) => Promise<T>): Promise<T> {
  const connection = await stack.sql.reserve();
  try {
    await connection.unsafe('begin');
    // The checks are many small queries, which helpers would only slow down.
    await connection.unsafe('set local max_parallel_workers_per_gather = 0');
    await connection.unsafe(PROBE_FUNCTION);
    return await work(connection);
  } finally {
    await connection.unsafe('rollback');
    connection.release();
  }
}

let savepoints = 0;

/** Undoes what `work` did to the database, and nothing before it. */
export async function undone<T>(sql: Sql, work: () => Promise<T>): Promise<T> {
  savepoints += 1;
  const name = `trial_${savepoints}`;
  await sql.unsafe(`savepoint ${name}`);
  try {
    return await work();
  } finally {
    await sql.unsafe(`rollback to savepoint ${name}; release savepoint ${name}`);
  }
}

/** Changes the source of a function that is not overloaded; throws when it is the same afterwards. */
export async function rewriteFunction(sql: Sql, name: string, from: string | RegExp, to: string): Promise<void> {
  const [schema, bare] = name.includes('.') ? name.split('.') : ['public', name];
  const [row] = await sql<{ text: string }[]>`
    select pg_get_functiondef(p.oid) as text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = ${schema ?? ''} and p.proname = ${bare ?? ''}`;
  const text = row?.text.replace(from, to);
  if (!text || text === row?.text) throw new Error(`${name} has no ${from} to replace.`);
  await sql.unsafe(text);
}
