import { OTHER_PRIMARY_KEYS, RPCS } from '../../security/expectations';
import { NOBODY, STAFF } from './actors';
import { findFacts } from './facts';
import { type Check, isMeant, type Outcome, probe, summarise } from './probe';
import { callStatement } from './rpcs';
import { compareLists, listRelations, tenantColumn } from './tables';

/** Row level security, comment, tenant column and primary key of every table; views with the caller's rights. */
export const checkTableShape: Check = async (sql) => {
  const relations = await listRelations(sql);
  return relations.flatMap(({ name, kind, hasRls, comment, options, primaryKey, isCasinoIdRequired }) => {
    const isTable = kind === 'r' || kind === 'p';
    const wantedKey = OTHER_PRIMARY_KEYS[name] ?? ['casino_id', 'id'];
    const isInvoker = options?.some((option) => /^security_invoker=(true|on|1)$/.test(option)) ?? false;
    const faults: [boolean, string, string][] = [
      [!comment, 'comment', 'has no comment'],
      [isTable && !hasRls, 'row level security', 'has row level security off'],
      [isTable && name !== 'casino' && !isCasinoIdRequired, 'casino_id', 'has no casino_id, or lets it be null'],
      [isTable && primaryKey?.join() !== wantedKey.join(), 'primary key', `has primary key (${primaryKey})`],
      [!isTable && kind !== 'v', 'view', 'keeps rows where row level security does not reach'],
      [kind === 'v' && !isInvoker, 'view', 'is not security_invoker'],
    ];
    return faults.filter(([isFault]) => isFault).map(([, rule, found]) => ({ rule, subject: name, found }));
  });
};

/** Every reference carries the tenant and is indexed from its first columns on. */
export const checkForeignKeys: Check = async (sql) => {
  const keys = await sql<
    { subject: string; columns: string[]; target: string; targets: string[]; isIndexed: boolean }[]
  >`
    select con.conrelid::regclass || '.' || con.conname as subject, con.confrelid::regclass::text as target,
      (select array_agg(a.attname::text order by k.place) from unnest(con.conkey) with ordinality k (n, place)
        join pg_attribute a on a.attrelid = con.conrelid and a.attnum = k.n) as columns,
      (select array_agg(a.attname::text order by k.place) from unnest(con.confkey) with ordinality k (n, place)
        join pg_attribute a on a.attrelid = con.confrelid and a.attnum = k.n) as targets,
      exists (
        select from pg_index i
        where i.indrelid = con.conrelid and i.indisvalid and i.indnkeyatts >= cardinality(con.conkey)
          and (i.indkey::int2[])[0:cardinality(con.conkey) - 1] @> con.conkey
          and (i.indpred is null or exists (
            select from pg_attribute a where a.attrelid = con.conrelid and a.attnum = any (con.conkey)
              and pg_get_expr(i.indpred, i.indrelid) = format('(%I IS NOT NULL)', a.attname)))
      ) as "isIndexed"
    from pg_constraint con
    where con.contype = 'f' and con.connamespace = 'public'::regnamespace`;
  return keys.flatMap(({ subject, columns, target, targets, isIndexed }) => {
    const tenant = target === 'casino' ? 'id' : 'casino_id';
    const carriesTenant = columns.some((column, index) => column === 'casino_id' && targets[index] === tenant);
    return [
      ...(carriesTenant ? [] : [{ rule: 'foreign key', subject, found: 'does not carry casino_id' }]),
      ...(isIndexed ? [] : [{ rule: 'foreign key index', subject, found: `no index leads with (${columns})` }]),
    ];
  });
};

type Policy = {
  table: string;
  name: string;
  command: string;
  roles: string[];
  isPermissive: boolean;
  condition: string | null;
};

function policyFaults({ table, name, command, roles, isPermissive, condition }: Policy): string[] {
  const lookUps = /\( SELECT (?:app|auth)\.\w+\([^()]*\) AS \w+\)/g;
  const tenant = `(${tenantColumn(table)} = ( SELECT app.current_casino_id() AS current_casino_id))`;
  const faults: [boolean, string][] = [
    [command !== 'SELECT', `is for ${command}; all writes go through RPCs`],
    [roles.join() !== 'authenticated', `is for ${roles}`],
    [!isPermissive, 'is restrictive'],
    [!/^[A-Z].* /.test(name), 'is not named as a sentence'],
    [
      !condition?.includes(tenant) || / OR .*casino_id/.test(condition),
      'does not compare the casino with the caller’s',
    ],
    [/\b(app|auth)\.|current_setting/.test(condition?.replace(lookUps, '') ?? ''), 'calls a function once per row'],
  ];
  return faults.filter(([isFault]) => isFault).map(([, fault]) => fault);
}

/** One policy per table and operation, for authenticated, on the caller's casino, with its look-ups made once per query. */
export const checkPolicies: Check = async (sql) => {
  const policies = await sql<Policy[]>`
    select tablename as "table", policyname as name, cmd as command, roles::text[] as roles, permissive = 'PERMISSIVE' as "isPermissive",
      coalesce(qual, with_check) as condition
    from pg_policies where schemaname = 'public'`;
  const tables = (await listRelations(sql)).filter(({ kind }) => kind === 'r' || kind === 'p');
  return [
    ...policies.flatMap((policy) =>
      policyFaults(policy).map((found) => ({ rule: 'policy', subject: `${policy.table}: ${policy.name}`, found })),
    ),
    ...tables.flatMap(({ name }) => {
      const count = policies.filter(({ table, command }) => table === name && command === 'SELECT').length;
      return count === 1 ? [] : [{ rule: 'policy', subject: name, found: `has ${count} policies for select` }];
    }),
  ];
};

/** A key belongs to one intent: unique per casino, in the one place where keys are claimed. */
export const checkIdempotencyIndex: Check = async (sql) => {
  const unique = await sql<{ subject: string }[]>`
    select c.relname as subject
    from pg_class c join pg_index i on i.indrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and i.indisunique and i.indisvalid and i.indimmediate
      and coalesce(pg_get_expr(i.indpred, c.oid), '(idempotency_key IS NOT NULL)') = '(idempotency_key IS NOT NULL)'
      and (select array_agg(k.attname::text order by place) from unnest(i.indkey) with ordinality n (attnum, place)
        join pg_attribute k on k.attrelid = c.oid and k.attnum = n.attnum) = array['casino_id', 'idempotency_key']`;
  return compareLists(
    'idempotency',
    unique.map(({ subject }) => subject),
    ['audit_log'],
  );
};

/** One key space: what was done under a key keeps everything else from being done under it, of whatever kind. */
export const checkKeySpace: Check = async (sql, only) => {
  const own = await findFacts(sql, 'harbor');
  const as = STAFF.find(({ staffRole }) => staffRole === 'admin') ?? NOBODY;
  const calls = Object.entries(RPCS)
    .filter(([, { writes }]) => writes)
    .flatMap(([name, { examples }]) =>
      examples.map((example) => ({ name, statement: callStatement(name, example(own)) })),
    );
  // Both doors to a comp are one: through the other the same request is a replay.
  const requestOf = ({ statement }: { statement: string }) =>
    statement.replace('rpc_redeem_points', 'rpc_issue_reward');
  // Every example may have been first; what comes after is every RPC once, for the key is looked at before what is asked for.
  const seconds = calls.filter(({ name }, index) => calls.findIndex((call) => call.name === name) === index);
  const pairs = calls
    .filter(({ name }) => isMeant(name, only))
    .flatMap((first) =>
      seconds.filter((second) => requestOf(second) !== requestOf(first)).map((second) => ({ first, second })),
    );
  const outcomes = await probe(
    sql,
    pairs.map(({ first, second }) => ({ as, statement: first.statement, next: second.statement })),
  );
  return pairs.flatMap(({ first, second }, index) => {
    const outcome = outcomes[index] as Outcome;
    if (`${outcome.state} ${outcome.message}` === 'PT422 IDEMPOTENCY_KEY_REUSED') return [];
    const found = `${second.name} under the same key: ${summarise(outcome)}`;
    return [{ rule: 'key space', subject: first.name, found }];
  });
};
