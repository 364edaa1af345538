import { isDeepStrictEqual } from 'node:util';
import { may, TABLES, type TableRule } from '../../security/expectations';
import { ACTORS, type Actor, ANON, OWNER, SERVICE } from './actors';
import { findFacts } from './facts';
import {
  type Check,
  isDenied,
  isMeant,
  type Outcome,
  probe,
  quote,
  type Sql,
  summarise,
  type Violation,
} from './probe';

type Relation = {
  name: string;
  kind: string;
  hasRls: boolean;
  comment: string | null;
  options: string[] | null;
  primaryKey: string[] | null;
  isCasinoIdRequired: boolean | null;
};

export async function listRelations(sql: Sql): Promise<Relation[]> {
  return sql<Relation[]>`
    select c.relname as name, c.relkind::text as kind, c.relrowsecurity as "hasRls", obj_description(c.oid, 'pg_class') as comment,
      c.reloptions as options,
      (select array_agg(a.attname::text order by k.place)
        from pg_index i cross join lateral unnest(i.indkey) with ordinality k (attnum, place)
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
        where i.indrelid = c.oid and i.indisprimary) as "primaryKey",
      (select a.attnotnull from pg_attribute a where a.attrelid = c.oid and a.attname = 'casino_id' and not a.attisdropped)
        as "isCasinoIdRequired"
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    order by c.relname`;
}

/** What the catalog has and the expectations don't, and the other way round. */
export function compareLists(rule: string, actual: string[], expected: string[]): Violation[] {
  const extra = actual.filter((name) => !expected.includes(name));
  const missing = expected.filter((name) => !actual.includes(name));
  return [
    ...extra.map((subject) => ({ rule, subject, found: 'exists, and the expectations have no row for it' })),
    ...missing.map((subject) => ({ rule, subject, found: 'is expected, and does not exist' })),
  ];
}

const WRITES = ['insert', 'update', 'delete'] as const;

const isRelationDenied = (outcome: Outcome, name: string) =>
  isDenied(outcome, 'table', name) || isDenied(outcome, 'view', name);

export const tenantColumn = (table: string) => (table === 'casino' ? 'id' : 'casino_id');

function writeStatement(verb: (typeof WRITES)[number], table: string, casinoId: string): string {
  const column = tenantColumn(table);
  const where = `where ${column} = ${quote(casinoId)}`;
  if (verb === 'insert') return `insert into public.${table} (${column}) values (${quote(casinoId)})`;
  if (verb === 'update') return `update public.${table} set ${column} = ${column} ${where}`;
  return `delete from public.${table} ${where}`;
}

function countStatement(table: string, rule: TableRule, own: string, other: string): string {
  const mine = `${tenantColumn(table)} = ${quote(own)}`;
  const isNarrow = rule.narrower?.where ?? 'false';
  const persons = rule.personal
    ? `(select jsonb_object_agg(p.email, p.rows) from (select s.email, count(*) as rows from public.${table} t
        join public.staff s on s.id = t.staff_id where t.${mine} group by s.email) p)`
    : 'null::jsonb';
  return `select jsonb_build_object('persons', coalesce(${persons}, '{}'),
    'own', count(*) filter (where ${mine} and not (${isNarrow})), 'ownNarrower', count(*) filter (where ${mine} and ${isNarrow}),
    'other', count(*) filter (where ${tenantColumn(table)} = ${quote(other)}),
    'nobodys', count(*) filter (where ${tenantColumn(table)} not in (${quote(own)}, ${quote(other)}))) from public.${table}`;
}

/** `persons`: by e-mail address, of the own casino, where rows are personal. */
type Counts = Record<'own' | 'ownNarrower' | 'other' | 'nobodys', number> & { persons: Record<string, number> };

function expectedCounts(rule: TableRule, actor: Actor, all: Counts): Counts {
  if (actor === SERVICE) return all;
  const { staffRole, email = '' } = actor;
  const isReader = staffRole !== null && may(staffRole, rule.readers);
  const isNarrowReader = isReader && (!rule.narrower || may(staffRole, rule.narrower.readers));
  const theirs = all.persons[email] ?? 0;
  return {
    persons: rule.personal && isReader ? { [email]: theirs } : {},
    own: isReader ? (rule.personal ? theirs : all.own) : 0,
    ownNarrower: isNarrowReader ? all.ownNarrower : 0,
    other: 0,
    nobodys: 0,
  };
}

/** Asks for the rows of every table as everyone, and compares what they see with what the owner sees. */
async function checkReads(sql: Sql, tables: [string, TableRule][]): Promise<Violation[]> {
  const rule = 'read';
  const own = await findFacts(sql, 'harbor');
  const other = await findFacts(sql, 'summit');
  const cells = tables.flatMap(([table, expected]) =>
    [OWNER, ...ACTORS].map((as) => ({
      table,
      expected,
      as,
      statement: countStatement(table, expected, own.casinoId, other.casinoId),
    })),
  );
  const outcomes = await probe(sql, cells);
  let all: Counts = { persons: {}, own: 0, ownNarrower: 0, other: 0, nobodys: 0 };
  return cells.flatMap(({ table, expected, as }, index) => {
    const outcome = outcomes[index] as Outcome;
    const fail = (found: string) => [{ rule, subject: table, found: `${as.name}: ${found}` }];
    if (as === OWNER) {
      all = outcome.answer as Counts;
      const isShared = !expected.personal || Object.keys(all.persons).length > 1;
      const isCovered = all.own > 0 && all.other > 0 && (!expected.narrower || all.ownNarrower > 0) && isShared;
      return isCovered
        ? []
        : fail('both casinos, and several people, must have rows to test with; add them to arrangeSecurityFacts');
    }
    if (as === ANON) {
      return isRelationDenied(outcome, table) ? [] : fail(summarise(outcome));
    }
    const wanted = expectedCounts(expected, as, all);
    const seen = outcome.answer as Counts | undefined;
    return isDeepStrictEqual(seen, wanted) ? [] : fail(`${summarise(outcome)} instead of ${JSON.stringify(wanted)}`);
  });
}

/** Tries every write on every table as everyone, on rows of the own and of the other casino. */
async function checkWrites(sql: Sql, tables: [string, TableRule][]): Promise<Violation[]> {
  const own = await findFacts(sql, 'harbor');
  const other = await findFacts(sql, 'summit');
  const cells = tables.flatMap(([table]) =>
    ACTORS.flatMap((as) => [
      { table, as, statement: `truncate public.${table} cascade` },
      ...WRITES.flatMap((verb) =>
        [own, other].map((casino) => ({ table, as, statement: writeStatement(verb, table, casino.casinoId) })),
      ),
    ]),
  );
  const outcomes = await probe(sql, cells);
  return cells.flatMap(({ table, as, statement }, index) => {
    const outcome = outcomes[index] as Outcome;
    if (isRelationDenied(outcome, table)) return [];
    return [{ rule: 'write', subject: table, found: `${as.name}: ${statement}: ${summarise(outcome)}` }];
  });
}

/** Every table × everyone × every verb × own and other casino. */
export const checkTableAccess: Check = async (sql, only) => {
  const names = (await listRelations(sql)).map(({ name }) => name);
  const tables = Object.entries(TABLES).filter(([name]) => names.includes(name) && isMeant(name, only));
  return [
    ...compareLists('listed', names, Object.keys(TABLES)),
    ...(await checkReads(sql, tables)),
    ...(await checkWrites(sql, tables)),
  ];
};

/** Grants as they are written: select on tables for authenticated and service_role, and nothing else to anybody. */
export const checkTableGrants: Check = async (sql) => {
  const grants = await sql<{ subject: string; kind: string; grantee: string; privileges: string[] }[]>`
    select c.oid::regclass::text as subject, c.relkind::text as kind,
      case a.grantee when 0 then 'public' else a.grantee::regrole::text end as grantee,
      array_agg(a.privilege_type::text || case when a.is_grantable then ' with grant option' else '' end) as privileges
    from pg_class c cross join lateral aclexplode(c.relacl) a
    where c.relnamespace in ('public'::regnamespace, 'app'::regnamespace) and a.grantee <> c.relowner
    group by c.oid, c.relkind, a.grantee`;
  const columns = await sql<{ subject: string; found: string }[]>`
    select a.attrelid::regclass || '.' || a.attname as subject, a.attacl::text as found
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace in ('public'::regnamespace, 'app'::regnamespace) and a.attacl is not null`;
  const isExpected = ({ subject, kind, grantee, privileges }: (typeof grants)[number]) =>
    ['authenticated', 'service_role'].includes(grantee) &&
    privileges.join() === 'SELECT' &&
    kind !== 'S' &&
    subject in TABLES;
  return [
    ...grants
      .filter((grant) => !isExpected(grant))
      .map(({ subject, grantee, privileges }) => ({ rule: 'grant', subject, found: `${grantee} has ${privileges}` })),
    ...columns.map((column) => ({ rule: 'column grant', ...column })),
  ];
};
