import { withConnection } from './connection.ts';

type Facts = Record<string, unknown>;

/** What a database says of each object that it has: of `table public.player` its facts by name. */
export type Catalog = Map<string, Facts>;

/** Schemas of others, whose contents the product does not make. */
const FOREIGN_SCHEMAS = `('information_schema', 'auth', 'extensions', 'supabase_migrations')`;

/** True of what stands in a schema of ours and belongs to no extension. */
function isOurs(catalog: string, oid: string, namespace: string): string {
  return `${namespace} in (select oid from pg_namespace where nspname !~ '^pg_' and nspname not in ${FOREIGN_SCHEMAS})
    and not exists (
      select from pg_depend where classid = '${catalog}'::regclass and objid = ${oid} and deptype = 'e')`;
}

/** Who may do what, as it counts: privileges that nobody granted are spelt out, and their order is no matter. */
function grants(acl: string, kind: string, owner: string): string {
  return `(select string_agg(who || ': ' || privileges, '; ' order by who)
    from (
      select coalesce(nullif(grantee, 0)::regrole::text, 'public') as who,
        string_agg(privilege_type || case when is_grantable then ' with grant option' else '' end, ', ' order by privilege_type) as privileges
      from aclexplode(coalesce(${acl}, acldefault('${kind}', ${owner}))) group by grantee
    ) by_grantee)`;
}

function comment(catalog: string, oid: string): string {
  return `obj_description(${oid}, '${catalog}')`;
}

const RELATION_KINDS = `case c.relkind when 'r' then 'table' when 'p' then 'partitioned table' when 'v' then 'view'
  when 'm' then 'materialized view' when 'S' then 'sequence' else 'foreign table' end`;

/** One query a kind. Each answers `name` (with the kind) and `facts`. */
const QUERIES = [
  `select 'database' as name, jsonb_build_object('grants', ${grants('datacl', 'd', 'datdba')}) as facts
  from pg_database where datname = current_database()`,

  `select 'setting of ' || coalesce(nullif(setrole, 0)::regrole::text, 'everybody') || ' here: ' || split_part(setting, '=', 1) as name,
    jsonb_build_object('value', setting) as facts
  from pg_db_role_setting, unnest(setconfig) setting
  where setdatabase = (select oid from pg_database where datname = current_database())`,

  `select 'extension ' || extname as name,
    jsonb_build_object('schema', extnamespace::regnamespace, 'version', extversion, 'comment', ${comment('pg_extension', 'oid')}) as facts
  from pg_extension`,

  `select 'schema ' || nspname as name,
    jsonb_build_object('owner', nspowner::regrole, 'grants', ${grants('nspacl', 'n', 'nspowner')},
      'comment', ${comment('pg_namespace', 'oid')}) as facts
  from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'`,

  `select 'default privileges of ' || defaclrole::regrole || coalesce(' in ' || nullif(defaclnamespace, 0)::regnamespace, '') || ' on ' || case defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions' when 'T' then 'types' else 'schemas' end as name,
    jsonb_build_object('grants', ${grants('defaclacl', 'r', 'defaclrole')}) as facts
  from pg_default_acl`,

  `select 'type ' || t.oid::regtype as name,
    jsonb_build_object('owner', t.typowner::regrole, 'grants', ${grants('t.typacl', 'T', 't.typowner')}, 'comment', ${comment('pg_type', 't.oid')},
      'labels', (select string_agg(enumlabel, ', ' order by enumsortorder) from pg_enum where enumtypid = t.oid),
      'attributes', (
        select string_agg(concat_ws(' ', attname, format_type(atttypid, atttypmod), nullif(attcollation, 0)::regcollation), ', ' order by attnum)
        from pg_attribute where t.typtype = 'c' and attrelid = t.typrelid and attnum > 0 and not attisdropped),
      'domain', case t.typtype when 'd' then concat_ws(' ', format_type(t.typbasetype, t.typtypmod), t.typnotnull, t.typdefault) end) as facts
  from pg_type t left join pg_class c on c.oid = t.typrelid
  where ${isOurs('pg_type', 't.oid', 't.typnamespace')} and (t.typtype <> 'c' or c.relkind = 'c') and t.typcategory <> 'A'`,

  `select ${RELATION_KINDS} || ' ' || c.oid::regclass as name,
    jsonb_build_object('owner', c.relowner::regrole, 'comment', ${comment('pg_class', 'c.oid')},
      'grants', case c.relkind when 'S' then ${grants('c.relacl', 's', 'c.relowner')} else ${grants('c.relacl', 'r', 'c.relowner')} end,
      'persistence', c.relpersistence, 'row security', c.relrowsecurity, 'forced row security', c.relforcerowsecurity,
      'options', c.reloptions::text, 'replica identity', c.relreplident, 'access method', (select amname from pg_am where oid = c.relam),
      'view', case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end,
      'partition', concat_ws(' ', pg_get_partkeydef(c.oid), pg_get_expr(c.relpartbound, c.oid)),
      'parents', (select string_agg(inhparent::regclass::text, ', ' order by inhseqno) from pg_inherits where inhrelid = c.oid),
      'sequence', (
        select concat_ws(' ', seqtypid::regtype, seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle)
        from pg_sequence where seqrelid = c.oid)) as facts
  from pg_class c where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and ${isOurs('pg_class', 'c.oid', 'c.relnamespace')}`,

  `select 'column ' || a.attrelid::regclass || '.' || quote_ident(a.attname) as name,
    jsonb_build_object('place', (
        select count(*) from pg_attribute where attrelid = a.attrelid and attnum between 1 and a.attnum and not attisdropped)::text,
      'type', format_type(a.atttypid, a.atttypmod), 'collation', nullif(a.attcollation, 0)::regcollation, 'not null', a.attnotnull,
      'default', pg_get_expr(d.adbin, d.adrelid), 'generated', a.attgenerated, 'identity', a.attidentity, 'storage', a.attstorage,
      'compression', a.attcompression, 'statistics', a.attstattarget, 'options', a.attoptions::text,
      'grants', case when a.attacl is not null then ${grants('a.attacl', 'c', 'c.relowner')} end,
      'comment', col_description(a.attrelid, a.attnum)) as facts
  from pg_attribute a
  join pg_class c on c.oid = a.attrelid
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where c.relkind in ('r', 'p', 'v', 'm', 'f') and a.attnum > 0 and not a.attisdropped and ${isOurs('pg_class', 'c.oid', 'c.relnamespace')}`,

  `select 'constraint ' || quote_ident(conname) || ' of ' || case when conrelid <> 0 then conrelid::regclass::text else contypid::regtype::text end as name,
    jsonb_build_object('definition', pg_get_constraintdef(oid), 'is validated', convalidated, 'comment', ${comment('pg_constraint', 'oid')}) as facts
  from pg_constraint where contype <> 't' and ${isOurs('pg_constraint', 'oid', 'connamespace')}`,

  `select 'index ' || i.indexrelid::regclass as name,
    jsonb_build_object('definition', pg_get_indexdef(i.indexrelid), 'owner', c.relowner::regrole, 'is valid', i.indisvalid,
      'is clustered', i.indisclustered, 'is replica identity', i.indisreplident, 'comment', ${comment('pg_class', 'c.oid')},
      'statistics', (select string_agg(attname || ' ' || attstattarget, ', ' order by attnum) from pg_attribute
        where attrelid = i.indexrelid and attstattarget is not null)) as facts
  from pg_index i join pg_class c on c.oid = i.indexrelid where ${isOurs('pg_class', 'c.oid', 'c.relnamespace')}`,

  `select 'statistics ' || s.stxnamespace::regnamespace || '.' || quote_ident(s.stxname) as name,
    jsonb_build_object('definition', pg_get_statisticsobjdef(s.oid), 'target', s.stxstattarget,
      'comment', ${comment('pg_statistic_ext', 's.oid')}) as facts
  from pg_statistic_ext s where ${isOurs('pg_statistic_ext', 's.oid', 's.stxnamespace')}`,

  `select 'trigger ' || quote_ident(t.tgname) || ' of ' || t.tgrelid::regclass as name,
    jsonb_build_object('definition', pg_get_triggerdef(t.oid), 'comment', ${comment('pg_trigger', 't.oid')},
      'enabled', case t.tgenabled when 'A' then 'always' when 'O' then 'but in replica mode' when 'R' then 'in replica mode' else 'never' end) as facts
  from pg_trigger t join pg_class c on c.oid = t.tgrelid
  where not t.tgisinternal and ${isOurs('pg_class', 'c.oid', 'c.relnamespace')}`,

  `select 'rule ' || quote_ident(r.rulename) || ' of ' || r.ev_class::regclass as name,
    jsonb_build_object('definition', pg_get_ruledef(r.oid), 'enabled', r.ev_enabled, 'comment', ${comment('pg_rewrite', 'r.oid')}) as facts
  from pg_rewrite r join pg_class c on c.oid = r.ev_class
  where r.rulename <> '_RETURN' and ${isOurs('pg_class', 'c.oid', 'c.relnamespace')}`,

  `select 'function ' || p.oid::regprocedure as name,
    jsonb_build_object('definition', case p.prokind when 'a' then (select to_jsonb(a)::text from pg_aggregate a where aggfnoid = p.oid)
        else pg_get_functiondef(p.oid) end,
      'owner', p.proowner::regrole, 'grants', ${grants('p.proacl', 'f', 'p.proowner')}, 'comment', ${comment('pg_proc', 'p.oid')}) as facts
  from pg_proc p where ${isOurs('pg_proc', 'p.oid', 'p.pronamespace')}`,

  `select 'policy ' || quote_ident(p.polname) || ' of ' || p.polrelid::regclass as name,
    jsonb_build_object('command', p.polcmd, 'permissive', p.polpermissive, 'using', pg_get_expr(p.polqual, p.polrelid),
      'check', pg_get_expr(p.polwithcheck, p.polrelid), 'comment', ${comment('pg_policy', 'p.oid')},
      'roles', (select string_agg(coalesce(nullif(role, 0)::regrole::text, 'public'), ', ' order by role) from unnest(p.polroles) role)) as facts
  from pg_policy p join pg_class c on c.oid = p.polrelid where ${isOurs('pg_class', 'c.oid', 'c.relnamespace')}`,

  `select 'publication ' || quote_ident(p.pubname) as name,
    jsonb_build_object('owner', p.pubowner::regrole, 'comment', ${comment('pg_publication', 'p.oid')},
      'what', concat_ws(' ', p.puballtables, p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate, p.pubviaroot),
      'tables', (select string_agg(concat_ws(' ', t.schemaname || '.' || t.tablename, t.attnames, t.rowfilter), ', ' order by t.schemaname, t.tablename)
        from pg_publication_tables t where t.pubname = p.pubname)) as facts
  from pg_publication p`,

  `select 'event trigger ' || quote_ident(evtname) as name,
    jsonb_build_object('event', evtevent, 'function', evtfoid::regprocedure, 'enabled', evtenabled, 'tags', evttags::text,
      'comment', ${comment('pg_event_trigger', 'oid')}) as facts
  from pg_event_trigger
  where not exists (select from pg_depend where classid = 'pg_event_trigger'::regclass and objid = pg_event_trigger.oid and deptype = 'e')`,

  // Of kinds that nothing above describes, at least which there are.
  `select distinct d.type || ' ' || d.identity as name,
    jsonb_build_object('comment', obj_description(o.objid, c.relname)) as facts
  from (
    select distinct classid, objid from pg_depend
    where objsubid = 0 and objid >= 16384 and deptype <> 'e' and classid not in ('pg_class'::regclass, 'pg_type'::regclass, 'pg_proc'::regclass,
      'pg_constraint'::regclass, 'pg_trigger'::regclass, 'pg_rewrite'::regclass, 'pg_policy'::regclass, 'pg_attrdef'::regclass,
      'pg_statistic_ext'::regclass, 'pg_publication_rel'::regclass, 'pg_extension'::regclass, 'pg_namespace'::regclass,
      'pg_default_acl'::regclass, 'pg_event_trigger'::regclass, 'pg_amop'::regclass, 'pg_amproc'::regclass)
  ) o
  join pg_class c on c.oid = o.classid
  cross join lateral pg_identify_object(o.classid, o.objid, 0) d
  where not exists (select from pg_depend e where e.classid = o.classid and e.objid = o.objid and e.deptype = 'e')
    and coalesce(d.schema, '') not in ${FOREIGN_SCHEMAS}`,
];

/** Reads what a database is made of. Roles and their passwords belong to the server, and are not part of it. */
export async function readCatalog(superuserUrl: string): Promise<Catalog> {
  const catalog: Catalog = new Map();
  await withConnection(superuserUrl, async (sql) => {
    // Names are written with their schema unless it is searched.
    await sql`select set_config('search_path', '', false)`;
    for (const query of QUERIES) {
      for (const { name, facts } of await sql.unsafe<{ name: string; facts: Facts }[]>(query)) catalog.set(name, facts);
    }
  });
  return catalog;
}

/** Where two texts of many lines part, so that the difference of two functions is read at a glance. */
function partingLines(one: string, other: string): [string, string] {
  const ones = one.split('\n');
  const others = other.split('\n');
  const place = ones.findIndex((line, index) => line !== others[index]);
  const at = place === -1 ? ones.length : place;
  return [ones[at] ?? 'ends', others[at] ?? 'ends'];
}

function describeFact(value: unknown, other: unknown): string {
  if (value === null || value === undefined) return 'none';
  return JSON.stringify(partingLines(String(value), String(other ?? ''))[0]);
}

/**
 * What two catalogs differ in, one sentence each, in order of name: `column public.player.id: default is ... in the migrations and ... in
 * the schemas`. Empty when they are the same.
 */
export function compareCatalogs(one: Catalog, other: Catalog, names: { one: string; other: string }): string[] {
  const differences: string[] = [];
  for (const name of [...new Set([...one.keys(), ...other.keys()])].sort()) {
    const facts = one.get(name);
    const otherFacts = other.get(name);
    if (!facts || !otherFacts) {
      differences.push(`${name} is in the ${facts ? names.one : names.other} only`);
      continue;
    }
    for (const fact of Object.keys(facts)) {
      const [value, otherValue] = [facts[fact], otherFacts[fact]];
      if (value === otherValue) continue;
      const [here, there] = [describeFact(value, otherValue), describeFact(otherValue, value)];
      differences.push(`${name}: ${fact} is ${here} in the ${names.one} and ${there} in the ${names.other}`);
    }
  }
  return differences;
}
