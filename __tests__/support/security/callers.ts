import { findFacts } from './facts';
import { innerCells } from './isolation';
import type { Sql } from './probe';

/**
 * For each function of the product: itself and whoever calls it, however far away, which are all whose answers a change of it
 * can reach. Whatever says its name counts as a caller; and what a table calls (by a trigger, a default, a constraint), whoever
 * writes that table does, also among the calls that no RPC reaches, by their labels. A function that policies call is reached from
 * everywhere, and is left out.
 */
export async function mapCallers(sql: Sql): Promise<Map<string, Set<string>>> {
  const functions = await sql<{ name: string; source: string }[]>`
    select p.proname as name, concat(p.prosrc, pg_get_function_sqlbody(p.oid)) as source
    from pg_proc p where p.pronamespace in ('public'::regnamespace, 'app'::regnamespace)`;
  const byTables = await sql<{ name: string; table: string | null }[]>`
    select distinct p.proname as name, n.nspname || '.' || c.relname as "table"
    from pg_proc p
    join pg_depend d on d.refclassid = 'pg_proc'::regclass and d.refobjid = p.oid and d.classid <> 'pg_proc'::regclass
    left join pg_trigger t on d.classid = 'pg_trigger'::regclass and t.oid = d.objid
    left join pg_attrdef a on d.classid = 'pg_attrdef'::regclass and a.oid = d.objid
    left join pg_constraint k on d.classid = 'pg_constraint'::regclass and k.oid = d.objid
    left join pg_index i on d.classid = 'pg_class'::regclass and i.indexrelid = d.objid
    left join pg_class c on c.oid = coalesce(t.tgrelid, a.adrelid, k.conrelid, i.indrelid)
    left join pg_namespace n on n.oid = c.relnamespace
    where p.pronamespace in ('public'::regnamespace, 'app'::regnamespace)`;
  const inner = innerCells(await findFacts(sql, 'harbor'));
  const callers = [
    ...functions,
    ...inner.map(({ label, statement, next }) => ({ name: label, source: `${statement} ${next}` })),
  ];
  const says = (pattern: string) =>
    callers.filter(({ source }) => new RegExp(pattern).test(source)).map(({ name }) => name);
  const callersOf = (name: string) => [
    ...says(`\\b${name}\\b`),
    ...byTables.flatMap((by) => (by.name === name && by.table ? says(writing(by.table)) : [])),
  ];
  const direct = new Map(functions.map(({ name }) => [name, callersOf(name)]));
  const reach = (name: string, reached = new Set([name])) => {
    for (const caller of direct.get(name) ?? []) {
      if (!reached.has(caller)) reach(caller, reached.add(caller));
    }
    return reached;
  };
  const everywhere = byTables.filter(({ table }) => table === null).map(({ name }) => name);
  return new Map(
    functions
      .map(({ name }) => [name, reach(name)] as const)
      .filter(([, reached]) => !everywhere.some((name) => reached.has(name))),
  );
}

/** How a function says that it writes a table. */
const writing = (table: string) => `\\b(?:insert into|update|delete from) ${table.replace('.', '\\.')}\\b`;
