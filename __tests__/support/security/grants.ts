import { ACCOUNT_RPCS, GUEST_RPCS, POLICY_FUNCTIONS, RPCS, WORKER_RPCS } from '../../security/expectations';
import type { Check, Sql } from './probe';
import { compareLists } from './tables';
import { undone } from './trial';

/** Who may enter a schema or create in it, and what the API's roles are beside their grants. */
export const checkRoles: Check = async (sql) => {
  const schemas = await sql<{ subject: string; found: string }[]>`
    select schema as subject, role || ' has ' || privilege as found
    from unnest(array['public', 'app']) schema, unnest(array['anon', 'authenticated', 'service_role']) role,
      unnest(array['USAGE', 'CREATE']) privilege
    where has_schema_privilege(role, schema, privilege)
      and not (privilege = 'USAGE' and (schema = 'public' or role <> 'anon'))`;
  const roles = await sql<{ subject: string; found: string }[]>`
    select rolname::text as subject, format('superuser %s, bypassrls %s, createrole %s', rolsuper, rolbypassrls, rolcreaterole) as found
    from pg_roles
    where rolname in ('anon', 'authenticated', 'service_role', 'authenticator')
      and (rolsuper or rolcreaterole or rolcreatedb or rolbypassrls <> (rolname = 'service_role'))
    union all
    select member::regrole::text, 'is a member of ' || roleid::regrole::text
    from pg_auth_members
    where member in ('anon'::regrole, 'authenticated'::regrole, 'service_role'::regrole)`;
  return [...schemas.map((row) => ({ rule: 'schema', ...row })), ...roles.map((row) => ({ rule: 'role', ...row }))];
};

export type SqlFunction = {
  name: string;
  signature: string;
  schema: string;
  isDefiner: boolean;
  isTrigger: boolean;
  volatility: string;
  searchPath: string | null;
  /** Its names were looked up when it was made, so that no search path can change what they mean. */
  isBound: boolean;
  argNames: string[] | null;
  argTypes: string[];
  returns: string;
  comment: string | null;
  source: string;
  grantees: string[];
};

export async function listFunctions(sql: Sql): Promise<SqlFunction[]> {
  return sql<SqlFunction[]>`
    select p.proname as name, n.nspname as schema, p.prosecdef as "isDefiner", p.provolatile::text as volatility,
      p.prorettype = 'trigger'::regtype as "isTrigger",
      n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' as signature,
      (select split_part(c, '=', 2) from unnest(p.proconfig) c where c like 'search_path=%') as "searchPath",
      p.proargnames as "argNames", coalesce((
        select array_agg(t::regtype::text order by place) from unnest(p.proargtypes) with ordinality a (t, place)
      ), '{}') as "argTypes", p.prorettype::regtype::text as returns, obj_description(p.oid, 'pg_proc') as comment, p.prosrc as source,
      p.prosqlbody is not null and not p.prosecdef as "isBound",
      coalesce((
        select array_agg(case a.grantee when 0 then 'public' else a.grantee::regrole::text end order by 1)
        from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee <> p.proowner
      ), '{}') as grantees
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname in ('public', 'app')
      and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
    order by 1`;
}

/** Who may execute what, in `public`, in `app`, and whatever runs with its owner's rights anywhere. */
export const checkFunctionGrants: Check = async (sql) => {
  const functions = await listFunctions(sql);
  const bareSignature = ({ schema, name, argTypes }: SqlFunction) => `${schema}.${name}(${argTypes.join(', ')})`;
  const wanted = (fn: SqlFunction) => {
    if (fn.schema === 'public' && fn.name in WORKER_RPCS) return 'service_role';
    if (fn.schema === 'public' && fn.name in GUEST_RPCS) return 'anon,authenticated';
    const isReachable =
      fn.schema === 'public'
        ? fn.name in RPCS || fn.name in ACCOUNT_RPCS
        : POLICY_FUNCTIONS.includes(bareSignature(fn));
    return isReachable ? 'authenticated' : '';
  };
  const definers = await sql<{ name: string }[]>`
    select case when n.nspname = 'public' then p.proname else p.oid::regprocedure::text end as name
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and exists (
      select from unnest(array['anon', 'authenticated', 'service_role']) role
      where has_schema_privilege(role, n.oid, 'usage') and has_function_privilege(role, p.oid, 'execute'))`;
  return [
    ...functions
      .filter((fn) => fn.grantees.join() !== wanted(fn))
      .map((fn) => ({ rule: 'execute', subject: fn.signature, found: `is executable by ${fn.grantees}` })),
    ...compareLists(
      'definer',
      definers.map(({ name }) => name),
      [...POLICY_FUNCTIONS, ...[RPCS, WORKER_RPCS, GUEST_RPCS, ACCOUNT_RPCS].flatMap((rpcs) => Object.keys(rpcs))],
    ),
    ...functions
      .filter((fn) => fn.searchPath !== '""' && !fn.isBound)
      .map((fn) => ({ rule: 'search path', subject: fn.signature, found: `search_path is ${fn.searchPath}` })),
  ];
};

/** Makes one object of each kind and asks who may use it: nobody, until a grant says so. */
export const checkDefaultPrivileges: Check = (sql) =>
  undone(sql, async () => {
    await sql.unsafe(`
      create table public.later_table (id integer);
      create view public.later_view as select 1 as id;
      create sequence public.later_sequence;
      create function public.later_function() returns integer language sql as 'select 1';
      create function app.later_function() returns integer language sql as 'select 1'`);
    const rows = await sql<{ subject: string; found: string }[]>`
      select subject, role || ' may use it' as found
      from unnest(array['anon', 'authenticated', 'service_role']) role
      cross join lateral (values
        ('table', has_any_column_privilege(role, 'public.later_table', 'select, insert, update, references')
          or has_table_privilege(role, 'public.later_table', 'delete, truncate, trigger')),
        ('view', has_table_privilege(role, 'public.later_view', 'select, insert, update, delete')),
        ('sequence', has_sequence_privilege(role, 'public.later_sequence', 'usage, select, update')),
        ('function in public', has_function_privilege(role, 'public.later_function()', 'execute')),
        ('function in app', has_function_privilege(role, 'app.later_function()', 'execute'))
      ) later (subject, is_usable)
      where is_usable`;
    return rows.map((row) => ({ rule: 'default privileges', ...row }));
  });
